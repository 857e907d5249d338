using System.Globalization;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>
/// What a rank's thread uses for each layer of the trunk, at the released widths: alone, or with the ranks that a launcher of MPI has started.
/// Waiting for others is use as well where the transport asks again and again, so what messages take stands beside it.
/// </summary>
/// <param name="tokens">N</param>
/// <param name="precision">of the linear maps</param>
/// <param name="world">the ranks</param>
internal sealed class LayerUse(int tokens, Precision precision, ICommunicator world)
{
    private const int TokenS = 384;
    private const int TokenZ = 128;
    private const int MsaS = 64;
    private const int Sequences = 32;
    private const int Runs = 5;

    /// <param name="tokens">N</param>
    /// <param name="words">a precision, if another than fp32 is meant; then layers, if not all are</param>
    /// <returns>the process's exit code</returns>
    public static int Print(int tokens, IReadOnlyList<string> words)
    {
        var precision = Precisions.Find(words is [var first, ..] ? first : null);
        using var rank = new MeasuringRank();
        using var noGrad = no_grad();
        using var pause = CollectionPause.Hold();
        new LayerUse(tokens, precision ?? Precision.Fp32, rank.Everyone).Print([.. words.Skip(precision is null || words.Count == 0 ? 0 : 1)], rank.Everyone.Rank == 0 ? Console.Out : TextWriter.Null);
        return 0;
    }

    private void Print(IReadOnlyList<string> some, TextWriter output)
    {
        var messages = new MessageUse(world);
        var shape = MeshShape.Of(world.Size);
        var mesh = new Mesh(messages, shape.Rows, shape.Cols);
        output.WriteLine($"{tokens} tokens, {Sequences} sequences, {shape}, {precision.Name}: milliseconds of a rank's thread (of these for messages; of these the system), page faults, resident bytes above a layer's input for each pair of a rank");
        FreedMemory.ReleaseLarge(FreedMemory.LargerThanASlice);
        foreach (var (name, act) in Layers(mesh).Where(layer => some.Count == 0 || some.Contains(layer.Name)))
        {
            var (use, ofMessages, above) = Least(act, messages);
            double[] means = world.Means([1e3 * use.Seconds, 1e3 * ofMessages.Seconds, 1e3 * use.System, use.PageFaults]);
            double most = world.Most([above])[0] * world.Size / tokens / tokens;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {means[0],8:F1} ({means[1],6:F1}; {means[2],6:F1}) {means[3],8:F0} {most,8:F0}"));
        }
    }

    // Time is of the shortest run; memory, of which a first run meets more than later ones, of the leanest.
    private (ThreadUse Use, ThreadUse OfMessages, long Above) Least(Action act, MessageUse messages)
    {
        (ThreadUse Use, ThreadUse OfMessages)? least = null;
        long above = long.MaxValue;
        for (int run = 0; run <= Runs; run++)
        {
            FreedMemory.Release();
            ResidentMemory.ForgetPeak();
            long resident = ResidentMemory.Now();
            world.Meet();
            var (before, sentBefore) = (ThreadUse.Now, messages.All);
            using (NewDisposeScope())
                act();
            var one = (Use: ThreadUse.Now.Since(before), OfMessages: messages.All.Since(sentBefore));
            if (run > 0 && (least is null || one.Use.Seconds < least.Value.Use.Seconds))
                least = one;
            above = Math.Min(above, ResidentMemory.Peak() - resident);
        }
        return (least!.Value.Use, least.Value.OfMessages, above);
    }

    private IEnumerable<(string Name, Action Act)> Layers(Mesh mesh)
    {
        var (tokensExist, letters) = (ones(1, tokens), mesh.Scatter(ones(1, tokens, Sequences), 1, 2).clone());
        var (z, m) = (mesh.Scatter(zeros(1, tokens, tokens, 1), 1, 2), mesh.Scatter(zeros(1, tokens, Sequences, 1), 1, 2));
        (z, m) = (randn(1, z.shape[1], z.shape[2], TokenZ), randn(1, m.shape[1], m.shape[2], MsaS));
        var s = mesh.Share(randn(1, tokens, TokenS), 1);
        var (mask, plan) = (mesh.Pairs(tokensExist), new TokenPlan(mesh, tokensExist));
        var (outgoing, incoming) = (new TriangleMultiplication(TokenZ, Edges.Outgoing, mesh), new TriangleMultiplication(TokenZ, Edges.Incoming, mesh));
        var (starting, ending) = (new TriangleAttention(TokenZ, 32, 4, Node.Starting, mesh), new TriangleAttention(TokenZ, 32, 4, Node.Ending, mesh));
        var (transition, ofAlignment, attention) = (new Transition(TokenZ, 4 * TokenZ), new Transition(MsaS, 4 * MsaS), new AttentionPairBias(TokenS, 16, TokenZ));
        var (product, averaging) = (new OuterProductMean(MsaS, 32, TokenZ, mesh), new PairWeightedAveraging(MsaS, TokenZ, 32, 8, mesh));
        var tokenTransition = new Transition(TokenS, 4 * TokenS);
        foreach (nn.Module layer in new nn.Module[] { outgoing, incoming, starting, ending, transition, ofAlignment, averaging })
            precision.ApplyTo(layer);
        yield return ("multiplication, outgoing", () => outgoing.call(z, mask));
        yield return ("multiplication, incoming", () => incoming.call(z, mask));
        yield return ("attention, starting", () => starting.call(z, mask));
        yield return ("attention, ending", () => ending.call(z, mask));
        yield return ("transition of pairs", () => transition.call(z));
        yield return ("attention of tokens", () => attention.call(s, s, attention.BiasFrom(z), plan));
        yield return ("transition of tokens", () => tokenTransition.call(s));
        yield return ("outer product mean", () => product.call(m, letters, (tokens, Sequences)));
        yield return ("pair weighted averaging", () => averaging.call(m, z, mask, Sequences));
        yield return ("transition of alignment", () => ofAlignment.call(m));
    }
}
