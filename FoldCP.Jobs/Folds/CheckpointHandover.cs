using FoldCP.Contract;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>What a failed attempt had computed is handed to the next one with the same settings; its engine goes on from there, on any number of ranks.</summary>
public static class CheckpointHandover
{
    /// <summary>Whether an attempt has left something to go on from.</summary>
    public static bool HasCheckpoint(this RunFolder folder) => Directory.Exists(folder.Checkpoints) && Directory.EnumerateFiles(folder.Checkpoints, "*.safetensors").Any();

    /// <summary>Moves the checkpoints of the newest attempt that has any; does nothing where there is none, or it was done before.</summary>
    internal static async Task TakeOverCheckpointsAsync(this FoldContext db, StateFolder state, Fold fold, CancellationToken stop)
    {
        var to = new RunFolder(state.RunOf(fold.Id));
        if (Directory.Exists(to.Checkpoints))
            return;
        var earlier = await db.Folds.AsNoTracking().Where(x => x.ComplexId == fold.ComplexId && x.Attempt < fold.Attempt && x.EndedAt != null)
            .OrderByDescending(x => x.Attempt).ToListAsync(stop);
        if (earlier.Where(x => x.Settings == fold.Settings).Select(x => new RunFolder(state.RunOf(x.Id))).FirstOrDefault(HasCheckpoint) is { } from)
            Directory.Move(from.Checkpoints, to.Checkpoints);
    }
}
