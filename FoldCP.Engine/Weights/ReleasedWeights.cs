namespace FoldCP.Engine.Weights;

/// <summary>Weights that the authors of Boltz have published: where they are and how to know them.</summary>
/// <param name="Name">what people here call them</param>
/// <param name="Kind">the network</param>
/// <param name="File">the file's name</param>
/// <param name="Addresses">where to get it, in the order to try; the reference's own (main.py, commit 832486d)</param>
/// <param name="Bytes">its length where a public source states it</param>
/// <param name="Sha256">its checksum where a public source states it</param>
internal sealed record ReleasedWeights(string Name, ModelKind Kind, string File, IReadOnlyList<Uri> Addresses, long? Bytes = null, string? Sha256 = null)
{
    private const string Gateway = "https://model-gateway.boltz.bio";
    private const string HuggingFace = "https://huggingface.co/boltz-community";

    // Lengths and checksums: Hugging Face, boltz-community/boltz-2, revision 6fdef46d763fee7fbb83ca5501ccceff43b85607.
    public static IReadOnlyList<ReleasedWeights> All { get; } =
    [
        new("boltz2", ModelKind.Boltz2, "boltz2_conf.ckpt", At("boltz-2", "boltz2_conf.ckpt"),
            2_286_561_469, "090e82ac8c92f5e943fa1b39e7410a44027bea7243c0bbb3caa67a77fc1428e1"),
        new("boltz2-affinity", ModelKind.Boltz2Affinity, "boltz2_aff.ckpt", At("boltz-2", "boltz2_aff.ckpt"),
            2_062_139_170, "dcc5cd3722b1c9eaa34267e4ae32f55cbbf1963f4c19319381ccfa30fdd2ca9e"),
        new("boltz1", ModelKind.Boltz1, "boltz1_conf.ckpt", At("boltz-1", "boltz1_conf.ckpt")),
    ];

    /// <summary>All names, for a message.</summary>
    public static string Names => string.Join(", ", All.Select(weights => weights.Name));

    public static ReleasedWeights? Find(string name) => All.FirstOrDefault(weights => weights.Name == name);

    /// <summary>The weights that predict affinities of structures that others predict; null: none belong to them.</summary>
    public static ReleasedWeights? ForAffinity(string structureWeights) =>
        Find(structureWeights)?.Kind == ModelKind.Boltz2 ? All.Single(weights => weights.Kind == ModelKind.Boltz2Affinity) : null;

    /// <summary>Whether a file is exactly one that was published. Only a file of a published length is read for it.</summary>
    public static bool Hold(string path)
    {
        var length = FileInfo.AtEndOf(path).Length;
        return All.Any(weights => weights.Bytes == length) && HoldSha256(FileHash.Of(path));
    }

    public static bool HoldSha256(string sha256) => All.Any(weights => weights.Sha256 == sha256);

    private static Uri[] At(string repository, string file) => [new($"{Gateway}/{file}"), new($"{HuggingFace}/{repository}/resolve/main/{file}")];
}
