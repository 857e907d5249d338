using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary><c>golden FOLDER --ranks P --mesh RxC --transport threads|mpi --accelerator auto|cpu|gpu</c>; mpi for processes that a launcher has started.</summary>
internal static class GoldenCommand
{
    private const string Threads = "threads";
    private const string Mpi = "mpi";

    public static int Run(string[] args)
    {
        var folder = new Argument<string>("FOLDER");
        var ranks = new Option<int>("--ranks") { DefaultValueFactory = _ => 1 };
        var mesh = new Option<string?>("--mesh");
        var transport = new Option<string>("--transport") { DefaultValueFactory = _ => Threads };
        transport.AcceptOnlyFromAmong(Threads, Mpi);
        var accelerator = new Option<string>(Accelerator.Option) { DefaultValueFactory = _ => Accelerator.Cpu };
        var command = new RootCommand { folder, ranks, mesh, transport, accelerator };
        command.SetAction(parsed => Walk(
            parsed.GetRequiredValue(accelerator), parsed.GetRequiredValue(folder), parsed.GetResult(ranks) is { Implicit: false } ? parsed.GetValue(ranks) : null, parsed.GetValue(mesh),
            parsed.GetValue(transport) == Mpi));
        return command.Parse(args).Invoke();
    }

    private static int Walk(string accelerator, string folder, int? ranks, string? mesh, bool mpi)
    {
        try
        {
            var shape = MeshChoice.Of(ranks, mesh, requested: null, launched: null);
            Accelerator.Choose(accelerator);
            return Walk(folder, shape, mpi);
        }
        catch (FoldException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return ExitCode.BadInput;
        }
    }

    private static int Walk(string folder, MeshShape shape, bool mpi)
    {
        if (!mpi)
            return GoldenWalk.Run(folder, new(shape), Console.Out, Console.Error);
        using var world = MpiWorld.Start();
        try
        {
            TorchSharp.torch.set_num_threads(1);
            if (world.Everyone.Size != shape.Ranks)
                throw new ArgumentException($"A mesh of {shape} takes {shape.Ranks} ranks, and {world.Everyone.Size} were launched.");
            var ofRank = new GoldenRanks(shape, world);
            return GoldenWalk.Run(folder, ofRank, ofRank.Tells ? Console.Out : TextWriter.Null, Console.Error);
        }
        catch (Exception failure)
        {
            // The others would wait for this rank for ever.
            Console.Error.WriteLine($"Rank {world.Everyone.Rank}: {failure}");
            MpiWorld.End(1);
            throw;
        }
    }
}
