using FoldCP.Contract;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Clusters.Local;

namespace FoldCP.Jobs.Tests.Clusters.Local;

public sealed class LocalScriptTests
{
    private static readonly ClusterWork s_work = new(Guid.Empty, new RunFolder("/state/runs/ada's fold"), Ranks: 1);

    [Fact]
    public void Script_keeps_the_engine_and_notes_how_it_ended()
        => Assert.Equal(
            """
            #!/bin/sh
            # Fold 00000000-0000-0000-0000-000000000000: starts the engine, keeps its output, notes how it ended.
            cd '/state/runs/ada'\''s fold' || exit 1
            exec </dev/null >>log.txt 2>&1
            read -r boot </proc/sys/kernel/random/boot_id
            echo "$$ $(cut -d ' ' -f 22 /proc/$$/stat) $boot" >keeper.$$
            ln keeper.$$ keeper
            first=$?
            rm -f keeper.$$
            [ $first -eq 0 ] || exit 1
            export OMP_NUM_THREADS=2
            nice -n 5 '/opt/foldcp/engine' fold '/state/runs/ada'\''s fold'
            code=$?
            echo $code >exit_code.tmp
            mv exit_code.tmp exit_code
            exit $code

            """,
            LocalScript.For(s_work, new EngineOptions { Command = "/opt/foldcp/engine", Threads = 2 }));

    [Fact]
    public void A_dll_is_run_by_dotnet()
        => Assert.Contains("nice -n 5 dotnet '/opt/engine.dll' fold", LocalScript.For(s_work, new EngineOptions { Command = "/opt/engine.dll" }));

    [Theory]
    [InlineData("4711 123456 f00-ba5\n", 4711, 123456, "f00-ba5")]
    [InlineData("4711 123456 \n", 4711, 123456, "")]
    public void Keeper_is_read_from_its_note(string note, int pid, long ticks, string boot)
        => Assert.Equal(new Keeper(new ProcessIdentity(pid, ticks), boot), LocalScript.KeeperFrom(note));

    [Theory]
    [InlineData("")]
    [InlineData("4711")]
    [InlineData("x 123456 f00")]
    public void A_note_that_names_no_process_is_refused(string note)
        => Assert.Throws<InvalidDataException>(() => LocalScript.KeeperFrom(note));

    [Fact]
    public void Exit_code_is_read_from_its_note()
    {
        Assert.Equal(137, LocalScript.ExitCodeFrom("137\n"));
        Assert.Throws<InvalidDataException>(() => LocalScript.ExitCodeFrom("killed"));
    }
}
