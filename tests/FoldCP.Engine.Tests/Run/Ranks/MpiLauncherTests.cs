using FoldCP.Engine.Run.Ranks;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Run.Ranks;

public sealed class MpiLauncherTests
{
    [Theory]
    [InlineData("mpirun (Open MPI) 4.1.4\n\nReport bugs to http://www.open-mpi.org/community/help/\n", LauncherKind.OpenMpi)]
    [InlineData("mpirun.openmpi (OpenRTE) 2.1.1\n", LauncherKind.OpenMpi)]
    [InlineData("HYDRA build details:\n    Version:                                 4.0.2\n", LauncherKind.Hydra)]
    [InlineData("Intel(R) MPI Library for Linux* OS, Version 2021.9\n", LauncherKind.Hydra)]
    [InlineData("srun 22.05\n", null)]
    public void A_launcher_is_known_by_its_version(string version, object? kind) => Assert.Equal(kind, MpiLauncher.KindOf(version));

    [Theory]
    [InlineData(LauncherKind.OpenMpi, true, "--allow-run-as-root --oversubscribe --bind-to none -np 4 foldcp fold /a")]
    [InlineData(LauncherKind.OpenMpi, false, "--oversubscribe --bind-to none -np 4 foldcp fold /a")]
    [InlineData(LauncherKind.Hydra, true, "-n 4 /bin/sh -c \"$@\"; code=$?; [ $code -lt 128 ] || echo $PMI_RANK >>\"$0\"; exit $code /notes foldcp fold /a")]
    public void A_launcher_is_told_what_it_wants_to_know(object kind, bool isRoot, string arguments)
        => Assert.Equal(arguments, string.Join(' ', new MpiLauncher("mpirun", (LauncherKind)kind).Arguments(4, isRoot, "/notes", ["foldcp", "fold", "/a"])));

    [Theory]
    [InlineData(4, 16, null, "4")]
    [InlineData(4, 16, "16", "4")]
    [InlineData(4, 16, "2", "2")]
    [InlineData(4, 2, "1", "1")]
    [InlineData(3, 2, null, "1")]
    [InlineData(2, 16, "many", "8")]
    public void Ranks_share_the_machines_processors(int ranks, int processors, string? threads, string each)
        => Assert.Equal(each, RankEnvironment.Of(ranks, processors, threads, "1 2")[RankEnvironment.Threads]);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1 << 20, 3)]
    public void Ranks_that_another_has_launched_share_them_too(int ranks, int before)
    {
        int after = 0;
        // How many threads compute is each thread's own.
        var rank = new Thread(() =>
        {
            set_num_threads(before);
            RankEnvironment.ShareProcessors(ranks);
            after = get_num_threads();
        });
        rank.Start();
        rank.Join();

        Assert.Equal(1, after);
    }
}
