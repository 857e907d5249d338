using System.Text;
using System.Text.Json;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Checkpoints;

/// <summary>
/// Tensors of a mesh in a safetensors file that the first rank writes and reads. Pairs lie in it whole, and come and go in strips of rows: so it
/// knows no mesh, and no rank ever has more than its block and two strips.
/// </summary>
/// <param name="path">of the file</param>
/// <param name="fingerprint">of all that its content follows from</param>
/// <param name="ranks">who have the tensors together</param>
internal sealed class CheckpointFile(string path, string fingerprint, FoldRanks ranks)
{
    private const string Pairs = "pairs";

    // A disk that is full is worse than a lost checkpoint.
    private const double Room = 1.5;

    /// <summary>Keeps tensors. No rank goes on before they are on the disk: what befalls it then, they are there.</summary>
    /// <returns>why they could not be kept; null: they are</returns>
    public string? Write(SharedTensors tensors)
    {
        var entries = Entries(tensors);
        using var file = ranks.Leads ? AsideFile.Begin(path, (long)(Room * entries.Sum(entry => entry.Bytes))) : null;
        if (ranks.HearFirst(file?.Trouble ?? "") is { Length: > 0 } trouble)
            return trouble;
        using var writer = file?.Try(stream => new SafetensorsWriter(stream, entries));
        file?.Try(_ => AppendWhole(writer!, tensors));
        if (tensors.Pairs is { } pairs)
            PairStrips.ToFirst(ranks.Mesh, pairs, tensors.Tokens, (strip, _) => file!.Try(_ => writer!.Append(strip)));
        file?.Try(_ => Seal(writer!));
        file?.Show();
        return ranks.HearFirst(file?.Trouble ?? "") is { Length: > 0 } late ? late : null;
    }

    /// <summary>What an earlier attempt has left.</summary>
    /// <param name="tell">told on the first rank why a file that is there is not used</param>
    /// <returns>null if nothing is there that may be used</returns>
    public SharedTensors? Read(Action<string> tell)
    {
        using var scope = NewDisposeScope();
        var (opened, unfit) = ranks.Leads ? SealedFile.Open(path, fingerprint) : default;
        using var file = opened;
        if (unfit is not null)
            tell(unfit);
        var words = ranks.HearFirst(file is null ? "" : JsonSerializer.Serialize(Described(file), KeptTensorsJson.Default.IReadOnlyListKeptTensor));
        if (words.Length == 0)
            return null;
        var kept = JsonSerializer.Deserialize(words, KeptTensorsJson.Default.IReadOnlyListKeptTensor)!;
        var whole = kept.Where(tensor => tensor.Name != Pairs).ToDictionary(tensor => tensor.Name, tensor => Whole(tensor, file));
        var pairs = kept.FirstOrDefault(tensor => tensor.Name == Pairs) is { } spread ? Block(spread, file) : null;
        scope.MoveToOuter([.. whole.Values, .. pairs is null ? [] : (Tensor[])[pairs]]);
        return new(whole, pairs, pairs is null ? 0 : kept.First(tensor => tensor.Name == Pairs).Shape[1]);
    }

    private List<TensorEntry> Entries(SharedTensors tensors)
    {
        List<TensorEntry> entries = [new(SealedFile.Fingerprint, ScalarType.Byte, [fingerprint.Length])];
        entries.AddRange(tensors.Whole.Select(named => new TensorEntry(named.Key, named.Value.dtype, named.Value.shape)));
        if (tensors.Pairs is { } pairs)
            entries.Add(new(Pairs, pairs.dtype, [pairs.shape[0], tensors.Tokens, tensors.Tokens, pairs.shape[3]]));
        entries.Add(new(SealedFile.Seal, ScalarType.Byte, [SafetensorsWriter.SealBytes]));
        return entries;
    }

    private void AppendWhole(SafetensorsWriter writer, SharedTensors tensors)
    {
        using var own = tensor(Encoding.ASCII.GetBytes(fingerprint));
        writer.Append(own);
        foreach (var whole in tensors.Whole.Values)
            writer.Append(whole);
    }

    private static void Seal(SafetensorsWriter writer)
    {
        writer.Seal();
        writer.End();
    }

    private static IReadOnlyList<KeptTensor> Described(SafetensorsFile file) =>
    [
        .. file.Tensors.Where(named => named.Key is not (SealedFile.Fingerprint or SealedFile.Seal))
            .Select(named => new KeptTensor(named.Key, named.Value.dtype, named.Value.shape)),
    ];

    private Tensor Whole(KeptTensor kept, SafetensorsFile? file)
    {
        using var like = empty(0, dtype: kept.Type);
        // A copy: the file's own is gone when the file is closed.
        return ranks.Mesh.World.Broadcast(Copied(file?.Tensors[kept.Name], like), [.. kept.Shape], from: 0, like).Wait();
    }

    private Tensor Block(KeptTensor kept, SafetensorsFile? file)
    {
        var (mesh, tokens) = (ranks.Mesh, kept.Shape[1]);
        var (rows, cols) = (new Parts(tokens, mesh.Rows)[mesh.Row].Length, new Parts(tokens, mesh.Cols)[mesh.Col].Length);
        var block = empty([kept.Shape[0], rows, cols, kept.Shape[3]], dtype: kept.Type);
        PairStrips.FromFirst(mesh, block, tokens, strip => Strip(file!, strip, block));
        return block;
    }

    // A copy: of a view, a rank that puts aside what it has would put the whole file aside.
    private static Tensor Strip(SafetensorsFile file, Stretch strip, Tensor like)
    {
        using var mapped = file.Tensors[Pairs].narrow(1, strip.Start, strip.Length);
        return Copied(mapped, like)!;
    }

    // Where the others lie, which may be a GPU; the file is the host's.
    private static Tensor? Copied(Tensor? mapped, Tensor like) => mapped?.to(like.device, copy: true);
}
