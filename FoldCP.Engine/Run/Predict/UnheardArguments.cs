using System.CommandLine;

namespace FoldCP.Engine.Run.Predict;

/// <summary>Options of the reference that have another answer here: what it asks for is always so, or cannot be, and both are said.</summary>
internal sealed class UnheardArguments
{
    private const string AlignmentServer = "FoldCP asks no server for alignments. Name an alignment in the input (msa:), or fold without: --single-sequence.";
    private const string OneCore = "inputs are read one after another";

    private readonly Option<string> devices = ReferenceName.Of("--devices", "1", "How many devices: 1, as one process folds.");
    private readonly Option<int?> workers = ReferenceName.Of<int?>("--num_workers", null, "Without effect.");
    private readonly Option<int?> threads = ReferenceName.Of<int?>("--preprocessing-threads", null, "Without effect.");
    private readonly Option<bool> noKernels = ReferenceName.Of("--no_kernels", false, "Without effect.");
    private readonly Option<bool> embeddings = ReferenceName.Of("--write_embeddings", false, "Refused: embeddings are not written.");
    private readonly Option<bool> server = ReferenceName.Of("--use_msa_server", false, "Refused: no server is asked for alignments.");
    private readonly Option<string?>[] serverDetails =
    [
        .. new[] { "--msa_server_url", "--msa_pairing_strategy", "--msa_server_username", "--msa_server_password", "--api_key_header", "--api_key_value" }
            .Select(name => ReferenceName.Of<string?>(name, null, "Refused, as --use_msa_server.")),
    ];

    public IReadOnlyList<Option> Options => [devices, workers, threads, noKernels, embeddings, server, .. serverDetails];

    /// <summary>What cannot be, in the user's words.</summary>
    public IEnumerable<string> Refusals(ParseResult parsed)
    {
        if (parsed.GetValue(devices) is not ("1" or "auto") and var wanted)
            yield return $"--devices {wanted}: one process folds, on one device. For several: --ranks {wanted}. Leave --devices out, or set it to 1.";
        if (parsed.GetValue(embeddings))
            yield return "--write_embeddings: embeddings are not written. Leave it out.";
        if (parsed.GetValue(server) || serverDetails.Any(detail => parsed.GetValue(detail) is not null))
            yield return AlignmentServer;
    }

    /// <summary>What changes nothing, in the user's words.</summary>
    public IEnumerable<string> WithoutEffect(ParseResult parsed)
    {
        if (parsed.GetValue(workers) is not null)
            yield return $"--num_workers has no effect: {OneCore}.";
        if (parsed.GetValue(threads) is not null)
            yield return $"--preprocessing-threads has no effect: {OneCore}.";
        if (parsed.GetValue(noKernels))
            yield return "--no_kernels has no effect: no such kernels are used.";
    }
}
