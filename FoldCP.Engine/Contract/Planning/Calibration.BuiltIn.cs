using System.Text.Json;

namespace FoldCP.Contract.Planning;

public sealed partial record Calibration
{
    /// <summary>For machines that were not measured: what <c>foldcp calibrate</c> wrote on one with two cores.</summary>
    public static Calibration BuiltIn { get; } = JsonSerializer.Deserialize(Text, CalibrationJson.Default.Calibration)!;

    private const string Text = """
        {
          "machine": "a machine with two cores of an AMD EPYC",
          "measuredAt": "2026-11-29T20:26:34.204458+00:00",
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
                  "fixed": 197488450.8936446,
                  "perToken": 0,
                  "perLocalPair": 383.4760846010868,
                  "perLocalLetter": 1078.9139969719329,
                  "largestError": 0.13377120573279289,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "trunk"
                },
                {
                  "dtype": "fp32",
                  "fixed": 207749045.20713383,
                  "perToken": 0,
                  "perLocalPair": 703.7858848080774,
                  "perLocalLetter": 24.067814247567156,
                  "largestError": 0.07045124048996243,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "fp32",
                  "fixed": 180901043.40886515,
                  "perToken": 0,
                  "perLocalPair": 170.82117975181592,
                  "perLocalLetter": 18.367733432691523,
                  "largestError": 0.07347629188988658,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "sampling"
                },
                {
                  "dtype": "fp32",
                  "fixed": 199545837.72264418,
                  "perToken": 0,
                  "perLocalPair": 341.87537945789813,
                  "perLocalLetter": 16.01445125610182,
                  "largestError": 0.09203820609028468,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "confidence"
                },
                {
                  "dtype": "bf16",
                  "fixed": 193822218.20369107,
                  "perToken": 0,
                  "perLocalPair": 384.3685190916858,
                  "perLocalLetter": 943.5015420318908,
                  "largestError": 0.03242053392685773,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "trunk"
                },
                {
                  "dtype": "bf16",
                  "fixed": 215573858.81267747,
                  "perToken": 0,
                  "perLocalPair": 667.8832937659373,
                  "perLocalLetter": 28.637499692801192,
                  "largestError": 0.044685265299248544,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "bf16",
                  "fixed": 175632340.37253025,
                  "perToken": 0,
                  "perLocalPair": 204.756645211271,
                  "perLocalLetter": 29.87537228809268,
                  "largestError": 0.02658766581600025,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "sampling"
                },
                {
                  "dtype": "bf16",
                  "fixed": 191122532.98984814,
                  "perToken": 0,
                  "perLocalPair": 328.55323904254146,
                  "perLocalLetter": 30.953551381531103,
                  "largestError": 0.04240153142918135,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "confidence"
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 6.992475594994952e-10,
                  "perSquare": 3.9838078745391986e-06,
                  "perToken": 0,
                  "perByte": 1.1904427427687531e-08,
                  "largestError": 0.144831326010314,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "conditioning",
                  "perCube": 0,
                  "perSquare": 4.3424211545879984e-07,
                  "perToken": 0.00024806992881655753,
                  "perByte": 0,
                  "largestError": 0.3715050425324359,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "sampling",
                  "perCube": 0,
                  "perSquare": 0,
                  "perToken": 5.517088573295039e-05,
                  "perByte": 6.160889715747711e-08,
                  "largestError": 0.16986036267035975,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "confidence",
                  "perCube": 4.876060325378877e-09,
                  "perSquare": 0,
                  "perToken": 0.00044200178062499544,
                  "perByte": 3.927556589555177e-09,
                  "largestError": 0.4512082648206528,
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
                  "fixed": 204279296.5646014,
                  "perToken": 0,
                  "perLocalPair": 2279.1002538043344,
                  "perLocalLetter": 2058.074385802681,
                  "largestError": 0.18666647167178008,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "trunk"
                },
                {
                  "dtype": "fp32",
                  "fixed": 215137849.6523459,
                  "perToken": 0,
                  "perLocalPair": 1676.3263896043836,
                  "perLocalLetter": 28.861717045534743,
                  "largestError": 0.030706218345295855,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "fp32",
                  "fixed": 209404470.57420516,
                  "perToken": 0,
                  "perLocalPair": 1479.7695559485537,
                  "perLocalLetter": 21.73027495571392,
                  "largestError": 0.07105454485593876,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "sampling"
                },
                {
                  "dtype": "fp32",
                  "fixed": 211256094.6785845,
                  "perToken": 0,
                  "perLocalPair": 2391.7688810557506,
                  "perLocalLetter": 11.993035440306627,
                  "largestError": 0.1702509348518476,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "confidence"
                },
                {
                  "dtype": "bf16",
                  "fixed": 186393414.84403288,
                  "perToken": 0,
                  "perLocalPair": 2039.4905191804385,
                  "perLocalLetter": 1836.718790451596,
                  "largestError": 0.026805139410236434,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "trunk"
                },
                {
                  "dtype": "bf16",
                  "fixed": 244665137.77713978,
                  "perToken": 0,
                  "perLocalPair": 1520.7062234560742,
                  "perLocalLetter": 15.27295803992921,
                  "largestError": 0.047095103471184396,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "bf16",
                  "fixed": 228479237.72018132,
                  "perToken": 0,
                  "perLocalPair": 1434.4141174012577,
                  "perLocalLetter": 19.97741915096925,
                  "largestError": 0.051502170237440636,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "sampling"
                },
                {
                  "dtype": "bf16",
                  "fixed": 206669305.3844235,
                  "perToken": 0,
                  "perLocalPair": 1964.599890663699,
                  "perLocalLetter": 15.127929787688053,
                  "largestError": 0.0542900739515757,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "confidence"
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 3.1324148834912763e-08,
                  "perSquare": 1.1550199824414193e-05,
                  "perToken": 0.0010889290465316578,
                  "perByte": 2.4441862594087986e-09,
                  "largestError": 0.034729886380953645,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "conditioning",
                  "perCube": 0,
                  "perSquare": 8.985059949116995e-06,
                  "perToken": 0.0007729360335085086,
                  "perByte": 0,
                  "largestError": 0.20461802896757375,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "sampling",
                  "perCube": 0,
                  "perSquare": 8.230796126661365e-06,
                  "perToken": 0.0028225899147330705,
                  "perByte": 0,
                  "largestError": 0.417420655313656,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                },
                {
                  "stage": "confidence",
                  "perCube": 2.3372541237597837e-08,
                  "perSquare": 1.4840977417167202e-05,
                  "perToken": 0.00046744086115484796,
                  "perByte": 2.8010189333191155e-09,
                  "largestError": 0.058075499761761296,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 16, "mostRanks": 2 }
                }
              ],
              "tokenHeads": 16
            }
          ]
        }
        """;
}
