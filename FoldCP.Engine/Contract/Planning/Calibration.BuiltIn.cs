using System.Text.Json;

namespace FoldCP.Contract.Planning;

public sealed partial record Calibration
{
    /// <summary>For machines that were not measured: what <c>foldcp calibrate</c> wrote on one with two cores.</summary>
    public static Calibration BuiltIn { get; } = JsonSerializer.Deserialize(Text, CalibrationJson.Default.Calibration)!;

    private const string Text = """
        {
          "machine": "a machine with two cores of an AMD EPYC",
          "measuredAt": "2026-11-29T09:23:38.7101061+00:00",
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
                  "fixed": 152739613.00544366,
                  "perToken": 795058.3552109485,
                  "perLocalPair": 0,
                  "perLocalLetter": 3779.515986859259,
                  "largestError": 0.05480603976765985
                },
                {
                  "dtype": "bf16",
                  "fixed": 166790740.80573362,
                  "perToken": 0,
                  "perLocalPair": 9267.423767587248,
                  "perLocalLetter": 1450.6581257133323,
                  "largestError": 0.019866551771923646
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 4.522487104218695E-07,
                  "perSquare": 0,
                  "perToken": 0.000925782063826941,
                  "perByte": 4.089395353126696E-06,
                  "largestError": 0.826079282537311
                },
                {
                  "stage": "conditioning",
                  "perCube": 1.1405744434499368E-07,
                  "perSquare": 0,
                  "perToken": 0.0018444807431740563,
                  "perByte": 0,
                  "largestError": 0.778000693610993
                },
                {
                  "stage": "sampling",
                  "perCube": 1.5334175412202924E-07,
                  "perSquare": 0,
                  "perToken": 0.0004301289659790296,
                  "perByte": 2.3438328219910067E-05,
                  "largestError": 0.24315344765904667
                },
                {
                  "stage": "confidence",
                  "perCube": 3.791566228050608E-08,
                  "perSquare": 0,
                  "perToken": 0.0011043429914216517,
                  "perByte": 1.3281325196723825E-06,
                  "largestError": 0.5782978977142121
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
                  "fixed": 191997141.60344434,
                  "perToken": 357088.3179551583,
                  "perLocalPair": 4634.6812046012765,
                  "perLocalLetter": 3725.61319414727,
                  "largestError": 0.05519942353168972
                },
                {
                  "dtype": "bf16",
                  "fixed": 97706373.16803169,
                  "perToken": 2777132.420267571,
                  "perLocalPair": 0,
                  "perLocalLetter": 1085.8974063771527,
                  "largestError": 0.029963578765867194
                }
              ],
              "times": [
                {
                  "stage": "trunk",
                  "perCube": 1.1154369815737875E-07,
                  "perSquare": 0,
                  "perToken": 0.005740447594528908,
                  "perByte": 1.6765119741622868E-07,
                  "largestError": 0.4065843060017402
                },
                {
                  "stage": "conditioning",
                  "perCube": 0,
                  "perSquare": 0,
                  "perToken": 0.0031020828628150615,
                  "perByte": 0,
                  "largestError": 0.5629934469219622
                },
                {
                  "stage": "sampling",
                  "perCube": 0,
                  "perSquare": 0,
                  "perToken": 0.01741865037092208,
                  "perByte": 1.9256817262367994E-07,
                  "largestError": 0.3668859366385806
                },
                {
                  "stage": "confidence",
                  "perCube": 0,
                  "perSquare": 0,
                  "perToken": 0.003261437223516016,
                  "perByte": 9.687050812265348E-08,
                  "largestError": 0.28430397492158954
                }
              ]
            }
          ]
        }
        """;
}
