using System.Text.Json;

namespace FoldCP.Contract.Planning;

public sealed partial record Calibration
{
    /// <summary>For machines that were not measured: what <c>foldcp calibrate</c> wrote on one with two cores: memory by its last run, times by the one before, beside which nothing else ran.</summary>
    public static Calibration BuiltIn { get; } = JsonSerializer.Deserialize(Text, CalibrationJson.Default.Calibration)!;

    private const string Text = """
        {
          "machine": "a machine with two cores of an AMD EPYC",
          "measuredAt": "2026-11-29T22:47:13.4307361+00:00",
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
                  "fixed": 200779522.64427608,
                  "perToken": 0,
                  "perLocalPair": 390.6007544817937,
                  "perLocalLetter": 463.2825231392245,
                  "largestError": 0.09566600528614944,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "trunk"
                },
                {
                  "dtype": "fp32",
                  "fixed": 204372802.51424375,
                  "perToken": 0,
                  "perLocalPair": 735.4225942625295,
                  "perLocalLetter": 0,
                  "largestError": 0.06589112451173007,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "fp32",
                  "fixed": 176499480.82470545,
                  "perToken": 0,
                  "perLocalPair": 186.60904952542768,
                  "perLocalLetter": 0,
                  "largestError": 0.05669633897588411,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "sampling"
                },
                {
                  "dtype": "fp32",
                  "fixed": 192672258.56811887,
                  "perToken": 0,
                  "perLocalPair": 408.14695742517586,
                  "perLocalLetter": 0,
                  "largestError": 0.09502176964488307,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "confidence"
                },
                {
                  "dtype": "bf16",
                  "fixed": 195492194.34782863,
                  "perToken": 0,
                  "perLocalPair": 387.12821257147687,
                  "perLocalLetter": 429.23494816172655,
                  "largestError": 0.03035873793834598,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "trunk"
                },
                {
                  "dtype": "bf16",
                  "fixed": 213249666.15022355,
                  "perToken": 0,
                  "perLocalPair": 684.829993241292,
                  "perLocalLetter": 0,
                  "largestError": 0.04234336307652209,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "bf16",
                  "fixed": 174115060.62477976,
                  "perToken": 0,
                  "perLocalPair": 209.11948823945477,
                  "perLocalLetter": 2.0560633718753407,
                  "largestError": 0.023519583598480498,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "sampling"
                },
                {
                  "dtype": "bf16",
                  "fixed": 186965591.40931833,
                  "perToken": 0,
                  "perLocalPair": 352.6505524095609,
                  "perLocalLetter": 1.4022793392609263,
                  "largestError": 0.027058319652039198,
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
                  "fixed": 201755371.27981785,
                  "perToken": 0,
                  "perLocalPair": 2333.74454576876,
                  "perLocalLetter": 684.7383200093531,
                  "largestError": 0.28112664484974026,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "trunk"
                },
                {
                  "dtype": "fp32",
                  "fixed": 213870586.25612864,
                  "perToken": 0,
                  "perLocalPair": 1657.2591530643197,
                  "perLocalLetter": 4.248915394174532,
                  "largestError": 0.017953185945117633,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "fp32",
                  "fixed": 207093226.07376853,
                  "perToken": 0,
                  "perLocalPair": 1501.2620805068568,
                  "perLocalLetter": 0,
                  "largestError": 0.06336268904150222,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "sampling"
                },
                {
                  "dtype": "fp32",
                  "fixed": 205171622.6479005,
                  "perToken": 0,
                  "perLocalPair": 2433.2358031653525,
                  "perLocalLetter": 0,
                  "largestError": 0.18401323438831219,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 2 },
                  "stage": "confidence"
                },
                {
                  "dtype": "bf16",
                  "fixed": 189753549.8397745,
                  "perToken": 0,
                  "perLocalPair": 2054.760337531169,
                  "perLocalLetter": 642.0605384555719,
                  "largestError": 0.019475590579955737,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "trunk"
                },
                {
                  "dtype": "bf16",
                  "fixed": 236800585.62288612,
                  "perToken": 0,
                  "perLocalPair": 1584.4463876033744,
                  "perLocalLetter": 0,
                  "largestError": 0.03802735339051466,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "conditioning"
                },
                {
                  "dtype": "bf16",
                  "fixed": 234989748.28177688,
                  "perToken": 0,
                  "perLocalPair": 1338.846205033054,
                  "perLocalLetter": 0,
                  "largestError": 0.09805974423433017,
                  "fitted": { "leastTokens": 128, "mostTokens": 512, "mostRows": 8192, "mostRanks": 1 },
                  "stage": "sampling"
                },
                {
                  "dtype": "bf16",
                  "fixed": 200702630.81355637,
                  "perToken": 0,
                  "perLocalPair": 1993.0979159569558,
                  "perLocalLetter": 0,
                  "largestError": 0.059771635296638204,
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
