using System.Text.Json;

namespace FoldCP.Contract.Planning;

public sealed partial record Calibration
{
    /// <summary>For machines that were not measured: what <c>foldcp calibrate</c> wrote on one with two cores.</summary>
    public static Calibration BuiltIn { get; } = JsonSerializer.Deserialize(Text, CalibrationJson.Default.Calibration)!;

    private const string Text = """
        {
          "machine": "a machine with two cores of an AMD EPYC, busy with other work",
          "measuredAt": "2026-11-29T10:03:40.3300833+00:00",
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
                  "fixed": 256642968.98187247,
                  "perToken": 0,
                  "perLocalPair": 1395.7589315086395,
                  "perLocalLetter": 321.0324363038514,
                  "largestError": 0.2450293963841208
                },
                {
                  "dtype": "bf16",
                  "fixed": 255594299.3490712,
                  "perToken": 0,
                  "perLocalPair": 1268.3455103982665,
                  "perLocalLetter": 252.42558032641045,
                  "largestError": 0.05495668575343937
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 3.6003086436921004e-08,
                  "perSquare": 0,
                  "perToken": 0.0012592208147344565,
                  "perByte": 3.796016572773138e-07,
                  "largestError": 0.6548183906796636
                },
                {
                  "stage": "conditioning",
                  "perCube": 9.820354381010946e-10,
                  "perSquare": 0,
                  "perToken": 0.0018059381845550245,
                  "perByte": 0,
                  "largestError": 0.5770614915524083
                },
                {
                  "stage": "sampling",
                  "perCube": 9.077452774279977e-11,
                  "perSquare": 0,
                  "perToken": 0.00023023236874578857,
                  "perByte": 3.240186470409176e-06,
                  "largestError": 0.4405978244327238
                },
                {
                  "stage": "confidence",
                  "perCube": 1.2143363538028414e-08,
                  "perSquare": 7.007778353590364e-06,
                  "perToken": 0.00023072588035046986,
                  "perByte": 2.198364104412624e-07,
                  "largestError": 0.3379941746586588
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
                  "fixed": 344374191.7079933,
                  "perToken": 0,
                  "perLocalPair": 3358.5953970333444,
                  "perLocalLetter": 560.7627888786176,
                  "largestError": 0.13283356176374328
                },
                {
                  "dtype": "bf16",
                  "fixed": 407216884.9483909,
                  "perToken": 0,
                  "perLocalPair": 3134.920683920466,
                  "perLocalLetter": 859.7557204204601,
                  "largestError": 0.03456784137112967
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 2.8399509859585905e-07,
                  "perSquare": 0,
                  "perToken": 0.015909328166190253,
                  "perByte": 1.779416272636104e-07,
                  "largestError": 0.24187749324378327
                },
                {
                  "stage": "conditioning",
                  "perCube": 4.6139251694886154e-08,
                  "perSquare": 0,
                  "perToken": 0.013381105671670269,
                  "perByte": 0,
                  "largestError": 0.41646810847475324
                },
                {
                  "stage": "sampling",
                  "perCube": 8.383492262764385e-09,
                  "perSquare": 0,
                  "perToken": 0.029029306187298917,
                  "perByte": 1.234529685451666e-07,
                  "largestError": 0.3521022919742739
                },
                {
                  "stage": "confidence",
                  "perCube": 2.5461778091794234e-07,
                  "perSquare": 0,
                  "perToken": 0.018315578017229047,
                  "perByte": 1.6959167180306106e-07,
                  "largestError": 0.31467680088642047
                }
              ]
            }
          ]
        }
        """;
}
