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
            exec 9>>session.lock
            flock -n 9 || exit 1
            echo "$$ $(cut -d ' ' -f 22 /proc/$$/stat)" >keeper.$$ && ln keeper.$$ keeper
            first=$?
            rm -f keeper.$$
            [ $first -eq 0 ] || exit 1
            trap : TERM
            export OMP_NUM_THREADS=2
            nice -n 5 '/opt/foldcp/engine' fold '/state/runs/ada'\''s fold'
            code=$?
            echo $code >exit_code.tmp && mv exit_code.tmp exit_code
            exit $code

            """,
            LocalScript.For(s_work, new EngineOptions { Command = "/opt/foldcp/engine", Threads = 2 }));

    [Fact]
    public void A_dll_is_run_by_dotnet()
        => Assert.Contains("nice -n 5 dotnet '/opt/engine.dll' fold", LocalScript.For(s_work, new EngineOptions { Command = "/opt/engine.dll" }));

    [Theory]
    [InlineData(1, null, "fold '/r'")]
    [InlineData(4, null, "fold '/r' --ranks 4")]
    [InlineData(6, "2x3", "fold '/r' --ranks 6 --mesh '2x3'")]
    public void Ranks_and_mesh_are_the_engines_to_start(int ranks, string? mesh, string words)
        => Assert.Contains($"'/opt/engine' {words}\n", LocalScript.For(new ClusterWork(Guid.Empty, new RunFolder("/r"), ranks, mesh), new EngineOptions { Command = "/opt/engine" }));

    [Fact]
    public void Keeper_is_read_from_its_note()
        => Assert.Equal(new ProcessIdentity(4711, 123456), LocalScript.KeeperFrom("4711 123456\n"));

    [Theory]
    [InlineData("")]
    [InlineData("4711")]
    [InlineData("4711 ")]
    [InlineData("x 123456")]
    public void A_note_that_names_no_process_is_refused(string note)
        => Assert.Throws<InvalidDataException>(() => LocalScript.KeeperFrom(note));

    [Theory]
    [InlineData("137\n", 137)]
    [InlineData("", null)]
    [InlineData("killed", null)]
    public void Exit_code_is_read_from_its_note_if_it_is_one(string note, int? code)
        => Assert.Equal(code, LocalScript.ExitCodeFrom(note));
}
