using System.Text.Json;

namespace FoldCP.Contract.Planning;

public sealed partial record Calibration
{
    /// <summary>For machines that were not measured: what <c>foldcp calibrate</c> wrote on one with two cores.</summary>
    public static Calibration BuiltIn { get; } = JsonSerializer.Deserialize(Text, CalibrationJson.Default.Calibration)!;

    private const string Text = """
        {
          "machine": "a machine with two cores of an AMD EPYC",
          "measuredAt": "2026-11-29T11:11:50.1663589+00:00",
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
                  "fixed": 212238565.76532856,
                  "perToken": 0,
                  "perLocalPair": 951.7472841310873,
                  "perLocalLetter": 468.7679507463166,
                  "largestError": 0.06841454483097675,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                },
                {
                  "dtype": "bf16",
                  "fixed": 213972068.80931962,
                  "perToken": 0,
                  "perLocalPair": 900.1443379437118,
                  "perLocalLetter": 500.90529381274695,
                  "largestError": 0.044887631048359244,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 1 }
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 1.578897586958769e-08,
                  "perSquare": 2.226686414135244e-07,
                  "perToken": 0.0007226749165347877,
                  "perByte": 1.661473140094455e-08,
                  "largestError": 0.5043130729576871,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                },
                {
                  "stage": "conditioning",
                  "perCube": 0,
                  "perSquare": 9.787132985594668e-07,
                  "perToken": 0.0004980598320085369,
                  "perByte": 0,
                  "largestError": 0.29496610519235256,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                },
                {
                  "stage": "sampling",
                  "perCube": 5.808566443823281e-13,
                  "perSquare": 0,
                  "perToken": 9.431346804387143e-05,
                  "perByte": 1.0610777732652085e-07,
                  "largestError": 0.20086356994360433,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                },
                {
                  "stage": "confidence",
                  "perCube": 9.640710515751031e-09,
                  "perSquare": 1.528969563352671e-06,
                  "perToken": 0.0005273824459433824,
                  "perByte": 8.047156325799212e-09,
                  "largestError": 0.10743041340236847,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                }
              ]
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
                  "fixed": 256948607.41449225,
                  "perToken": 0,
                  "perLocalPair": 3170.7701773513113,
                  "perLocalLetter": 1095.9881772788506,
                  "largestError": 0.07610633765681729,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                },
                {
                  "dtype": "bf16",
                  "fixed": 239348283.18795696,
                  "perToken": 0,
                  "perLocalPair": 3284.123651483578,
                  "perLocalLetter": 929.4158815833915,
                  "largestError": 0.01765998977434724,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 1 }
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 5.403430056576345e-08,
                  "perSquare": 2.2096808559605205e-05,
                  "perToken": 0.0021529777046887153,
                  "perByte": 8.945952216823543e-09,
                  "largestError": 0.10320686705140403,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                },
                {
                  "stage": "conditioning",
                  "perCube": 1.5119173638579465e-09,
                  "perSquare": 2.279006188415623e-05,
                  "perToken": 0.0007722215086559362,
                  "perByte": 0,
                  "largestError": 0.035828668563604005,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                },
                {
                  "stage": "sampling",
                  "perCube": 0,
                  "perSquare": 1.1090563543367001e-05,
                  "perToken": 0.0038505424843300272,
                  "perByte": 0,
                  "largestError": 0.30790752957749534,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                },
                {
                  "stage": "confidence",
                  "perCube": 2.2672448935159552e-08,
                  "perSquare": 3.844522934197931e-05,
                  "perToken": 0.0002158709647971497,
                  "perByte": 1.2412572500092592e-08,
                  "largestError": 0.04992577796648168,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 512, "mostRanks": 2 }
                }
              ]
            }
          ]
        }
        """;
}
