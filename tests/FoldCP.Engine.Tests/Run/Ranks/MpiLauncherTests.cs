using FoldCP.Contract;
using FoldCP.Engine.Input;
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
    [InlineData(null, false, "there is none here (LAUNCHER). Install Open MPI or MPICH")]
    [InlineData("#!/bin/sh\necho srun 22.05\n", false, "LAUNCHER cannot be run (Permission denied). Install")]
    [InlineData("no program", true, "LAUNCHER cannot be run (Exec format error). Install")]
    [InlineData("#!/bin/sh\necho srun 22.05\n", true, "LAUNCHER is of a kind that is not known here. Install")]
    public void Whether_a_launcher_is_missing_or_cannot_be_run_or_is_not_known_is_told(string? content, bool isProgram, string told)
    {
        using var folder = new TemporaryFolder();
        string launcher = folder.File("launcher");
        if (content is not null)
            File.WriteAllText(launcher, content);
        if (isProgram)
            File.SetUnixFileMode(launcher, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var refused = Assert.Throws<FoldException>(() => MpiLauncher.Find([launcher]));

        Assert.Equal(FailureKind.Unsupported, refused.Kind);
        Assert.Contains(told.Replace("LAUNCHER", launcher), refused.Message);
    }

    [Fact]
    public void Of_several_launchers_the_first_that_can_be_used_is_taken()
    {
        using var folder = new TemporaryFolder();
        var (other, known) = (folder.File("srun"), folder.File("mpirun"));
        File.WriteAllText(other, "#!/bin/sh\necho srun 22.05\n");
        File.WriteAllText(known, "#!/bin/sh\necho 'mpirun (Open MPI) 4.1.4'\n");
        foreach (string program in (string[])[other, known])
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(new(known, LauncherKind.OpenMpi), MpiLauncher.Find([folder.File("nothing"), other, known]));
    }

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
