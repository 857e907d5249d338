using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary>What launchers tell their processes.</summary>
public sealed class RankPlaceTests
{
    [Theory]
    [InlineData("RANK=2 WORLD_SIZE=4 MASTER_ADDR=node7 MASTER_PORT=1234", "2 of 4 at node7:1234 for ''")]
    [InlineData("RANK=2 WORLD_SIZE=4 MASTER_ADDR=node7 TORCHELASTIC_RUN_ID=r", "2 of 4 at node7:29500 for 'r'")]
    [InlineData("SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=8 SLURM_STEP_NODELIST=gpu[003-005] SLURM_JOB_ID=9001 SLURM_STEP_ID=0", "1 of 8 at gpu003:23001 for '9001.0'")]
    [InlineData("SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=8 SLURM_STEP_NODELIST=a SLURM_JOB_ID=5 MASTER_PORT=99", "1 of 8 at a:99 for '5.'")]
    [InlineData("RANK=0 WORLD_SIZE=1 MASTER_ADDR=node7", null)]
    [InlineData("RANK=0 WORLD_SIZE=2", null)]
    [InlineData("SLURM_PROCID=0 SLURM_NTASKS=8 SLURM_JOB_NODELIST=a", null)]
    [InlineData("", null)]
    public void A_place_is_read_from_the_environment(string variables, string? expected)
    {
        var told = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        var place = RankPlace.Of(told.GetValueOrDefault);

        Assert.Equal(expected, place is null ? null : $"{place.Rank} of {place.Size} at {place.Host}:{place.Port} for '{place.Job}'");
    }

    [Theory]
    [InlineData("node1", "node1")]
    [InlineData("node1,node2", "node1")]
    [InlineData("gpu[003-005,9],cpu1", "gpu003")]
    [InlineData("rack[7,9]-ib,cpu1", "rack7-ib")]
    public void The_first_machine_of_a_list_is_found(string nodes, string first) => Assert.Equal(first, RankPlace.FirstNode(nodes));
}
