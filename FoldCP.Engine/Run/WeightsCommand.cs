using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>The command line: <c>foldcp weights get NAME</c> and <c>foldcp weights list</c> (<c>docs/weights.md</c>).</summary>
internal sealed class WeightsCommand(WeightsCache cache, HttpClient client, TextWriter output, TextWriter errors)
{
    private const string Codes = "Exit codes: 0 done, 1 the download failed, 2 bad input, 5 cancelled.";

    /// <summary>Between two attempts to go on with a download.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    public static Command Get()
    {
        var name = new Argument<string>("NAME") { Description = $"Which weights: {ReleasedWeights.Names}." };
        var from = new Option<string?>("--from") { Description = "A file to take instead of the network." };
        var get = new Command("get", "Download weights, or go on with a download that was interrupted. " + Codes) { name, from };
        get.SetAction(async (parsed, stop) =>
        {
            using var client = new HttpClient();
            client.DefaultRequestHeaders.UserAgent.ParseAdd("FoldCP");
            return await new WeightsCommand(WeightsCache.Usual(), client, Console.Out, Console.Error).GetAsync(parsed.GetRequiredValue(name), parsed.GetValue(from), stop);
        });
        return get;
    }

    public static Command List()
    {
        var list = new Command("list", "Show which weights are here.");
        list.SetAction(_ =>
        {
            using var client = new HttpClient();
            return new WeightsCommand(WeightsCache.Usual(), client, Console.Out, Console.Error).ShowList();
        });
        return list;
    }

    /// <returns>the process's exit code</returns>
    public async Task<int> GetAsync(string name, string? from, CancellationToken stop)
    {
        if (ReleasedWeights.Find(name) is not { } weights)
            return Refuse(ExitCode.BadInput, $"There are no weights named {name}. These are: {ReleasedWeights.Names}.");
        try
        {
            return from is null ? await DownloadAsync(weights, stop) : Tell(weights, Delivery().CopyFrom(weights, from));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Refuse(ExitCode.Cancelled, "Stopped. The same command goes on where this one ended.");
        }
        catch (DownloadException failed)
        {
            return Refuse(ExitCode.Internal, failed.Message);
        }
        catch (Exception bad) when (bad is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Refuse(ExitCode.BadInput, bad.Message);
        }
    }

    /// <returns>the process's exit code</returns>
    public int ShowList()
    {
        output.WriteLine($"In {cache.Folder}:");
        foreach (var weights in ReleasedWeights.All)
            output.WriteLine($"  {weights.Name,-16} {State(weights)}");
        return ExitCode.Done;
    }

    private WeightsDelivery Delivery() => new(cache, client) { Patience = Patience };

    private async Task<int> DownloadAsync(ReleasedWeights weights, CancellationToken stop)
    {
        if (cache.Recorded(weights) is not null)
        {
            output.WriteLine($"{weights.Name} is here already, and is the file that came: {cache.Checked(weights).Path}");
            return ExitCode.Done;
        }
        return Tell(weights, await Delivery().DownloadAsync(weights, new DownloadTold(output).Tell, stop));
    }

    private int Tell(ReleasedWeights weights, Delivery delivery)
    {
        output.WriteLine($"{weights.Name} is here: {delivery.Path}");
        output.WriteLine($"SHA-256 {delivery.Sha256}, {Judged(delivery.IsReleased)}");
        return ExitCode.Done;
    }

    private static string Judged(bool? isReleased) => isReleased switch
    {
        true => "which is the published one.",
        false => "which is not the published one: structures from these weights are labelled as such.",
        null => "recorded; none is published to compare it with.",
    };

    private string State(ReleasedWeights weights)
    {
        try
        {
            if (cache.Recorded(weights) is { } sha256)
                return $"{new FileInfo(cache.FileOf(weights)).Length:N0} bytes, SHA-256 {sha256}{(weights.Sha256 == sha256 ? " as published" : "")}";
            return new FileInfo(cache.PartOf(weights)) is { Exists: true } part ? $"{part.Length:N0} bytes of it, not whole yet" : "not here";
        }
        catch (InvalidDataException bad)
        {
            return bad.Message;
        }
    }

    private int Refuse(int code, string cause)
    {
        errors.WriteLine(cause);
        return code;
    }
}
