using System.Text.Json;

namespace FoldCP.Contract.Planning;

public sealed partial record Calibration
{
    /// <summary>For machines that were not measured: what <c>foldcp calibrate</c> wrote on one with two cores.</summary>
    public static Calibration BuiltIn { get; } = JsonSerializer.Deserialize(Text, CalibrationJson.Default.Calibration)!;

    private const string Text = """
        {
          "machine": "a machine with two cores of an AMD EPYC",
          "measuredAt": "2026-11-29T16:34:15.7047935+00:00",
          "networks": [
            {
              "network": "demo",
              "weightBytes": 0,
              "trunkBlocks": 2,
              "confidenceBlocks": 1,
              "pairChannels": 16,
              "tokenLayers": 1,
              "tokenChannels": 64,
              "memory": [
                {
                  "dtype": "fp32",
                  "fixed": 197246355.51056686,
                  "perToken": 0,
                  "perLocalPair": 419.58159614573844,
                  "perLocalLetter": 1073.891274037391,
                  "largestError": 0.12095623107742004,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "trunk"
                },
                {
                  "dtype": "fp32",
                  "fixed": 208076045.38733548,
                  "perToken": 0,
                  "perLocalPair": 712.2646014910308,
                  "perLocalLetter": 25.346576067870608,
                  "largestError": 0.06887172839423239,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "fp32",
                  "fixed": 177876857.78125364,
                  "perToken": 0,
                  "perLocalPair": 182.07208622480348,
                  "perLocalLetter": 18.669689825369993,
                  "largestError": 0.06876230388234972,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "sampling"
                },
                {
                  "dtype": "fp32",
                  "fixed": 197785405.43415236,
                  "perToken": 0,
                  "perLocalPair": 379.38630784636587,
                  "perLocalLetter": 12.817110809204125,
                  "largestError": 0.11991284906822097,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "confidence"
                },
                {
                  "dtype": "bf16",
                  "fixed": 193404405.36190674,
                  "perToken": 0,
                  "perLocalPair": 391.75380578533094,
                  "perLocalLetter": 957.4082614288792,
                  "largestError": 0.030448618785927306,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "trunk"
                },
                {
                  "dtype": "bf16",
                  "fixed": 213464014.43912226,
                  "perToken": 0,
                  "perLocalPair": 693.2006727290639,
                  "perLocalLetter": 21.479982162089026,
                  "largestError": 0.048063164543033055,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "bf16",
                  "fixed": 172914426.32753223,
                  "perToken": 0,
                  "perLocalPair": 216.3839972687473,
                  "perLocalLetter": 27.717272992966098,
                  "largestError": 0.03258848005612447,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "sampling"
                },
                {
                  "dtype": "bf16",
                  "fixed": 188357556.05650386,
                  "perToken": 0,
                  "perLocalPair": 333.81221667453826,
                  "perLocalLetter": 20.187124078558007,
                  "largestError": 0.039724073797412496,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "confidence"
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 0,
                  "perSquare": 4.1743047525990025E-06,
                  "perToken": 0,
                  "perByte": 1.1305492704585066E-08,
                  "largestError": 0.11690685357323227,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "conditioning",
                  "perCube": 0,
                  "perSquare": 6.429520473122008E-07,
                  "perToken": 0.00022211421233590597,
                  "perByte": 0,
                  "largestError": 0.5326556043053888,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "sampling",
                  "perCube": 0,
                  "perSquare": 0,
                  "perToken": 5.479588237087398E-05,
                  "perByte": 3.906032166449231E-08,
                  "largestError": 0.497663506217338,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "confidence",
                  "perCube": 3.98187693732398E-09,
                  "perSquare": 5.214440622896928E-07,
                  "perToken": 0.0003331263883972485,
                  "perByte": 5.401545685492141E-09,
                  "largestError": 0.22046827155792426,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                }
              ],
              "tokenHeads": 4
            },
            {
              "network": "boltz2",
              "weightBytes": 2286561469,
              "trunkBlocks": 68,
              "confidenceBlocks": 8,
              "pairChannels": 128,
              "tokenLayers": 24,
              "tokenChannels": 768,
              "memory": [
                {
                  "dtype": "fp32",
                  "fixed": 195432223.0936055,
                  "perToken": 0,
                  "perLocalPair": 3203.028070287933,
                  "perLocalLetter": 2013.4053137020665,
                  "largestError": 0.12337285950777466,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "trunk"
                },
                {
                  "dtype": "fp32",
                  "fixed": 215323405.8253554,
                  "perToken": 0,
                  "perLocalPair": 1647.784567003645,
                  "perLocalLetter": 30.030081194574187,
                  "largestError": 0.03293057447301451,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "fp32",
                  "fixed": 210279312.7680901,
                  "perToken": 0,
                  "perLocalPair": 1454.9617263072987,
                  "perLocalLetter": 24.287751481812432,
                  "largestError": 0.06618777752630889,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "sampling"
                },
                {
                  "dtype": "fp32",
                  "fixed": 202250336.42775783,
                  "perToken": 0,
                  "perLocalPair": 2842.2483767503877,
                  "perLocalLetter": 19.03386244478849,
                  "largestError": 0.1255394535267993,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "confidence"
                },
                {
                  "dtype": "bf16",
                  "fixed": 179108217.2641969,
                  "perToken": 0,
                  "perLocalPair": 2682.078790342703,
                  "perLocalLetter": 1826.9793849775494,
                  "largestError": 0.029399086319972456,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "trunk"
                },
                {
                  "dtype": "bf16",
                  "fixed": 224867111.04462796,
                  "perToken": 0,
                  "perLocalPair": 1636.0968333100973,
                  "perLocalLetter": 17.39843353598236,
                  "largestError": 0.02434131811468787,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "bf16",
                  "fixed": 219521652.69508576,
                  "perToken": 0,
                  "perLocalPair": 1478.2484750734875,
                  "perLocalLetter": 20.878403936686755,
                  "largestError": 0.05375887832762327,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "sampling"
                },
                {
                  "dtype": "bf16",
                  "fixed": 198588256.53558323,
                  "perToken": 0,
                  "perLocalPair": 2265.8945359635713,
                  "perLocalLetter": 28.612190436561235,
                  "largestError": 0.03099547342566522,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "confidence"
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 3.764448120092584E-08,
                  "perSquare": 9.731195283803972E-06,
                  "perToken": 0.0013672576726516817,
                  "perByte": 2.9239483650439742E-09,
                  "largestError": 0.07889307260545186,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "conditioning",
                  "perCube": 1.0513289865947553E-09,
                  "perSquare": 6.705196502076309E-06,
                  "perToken": 0.0011172352169810191,
                  "perByte": 0,
                  "largestError": 0.3251339234461901,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "sampling",
                  "perCube": 0,
                  "perSquare": 7.900588254602448E-06,
                  "perToken": 0.003022377191333741,
                  "perByte": 0,
                  "largestError": 0.40905361944336893,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "confidence",
                  "perCube": 2.832465221765172E-08,
                  "perSquare": 1.2897956640109768E-05,
                  "perToken": 0.0006444265758073843,
                  "perByte": 1.790487643561273E-09,
                  "largestError": 0.04348363466418559,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                }
              ],
              "tokenHeads": 16
            }
          ]
        }
        """;
}
