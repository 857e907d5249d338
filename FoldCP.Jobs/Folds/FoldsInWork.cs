namespace FoldCP.Jobs.Folds;

/// <summary>What the engines have in hand, and whether there is room for more.</summary>
/// <param name="Folds">how many</param>
/// <param name="Processes">of all of them</param>
internal readonly record struct FoldsInWork(int Folds, int Processes)
{
    public bool HasRoomForAny(FoldsOptions options) => Folds < options.MaxRunning;

    public bool HasRoomFor(int ranks, FoldsOptions options) => HasRoomForAny(options) && (Folds == 0 || Processes + ranks <= options.MaxProcesses);

    public FoldsInWork With(int ranks) => new(Folds + 1, Processes + ranks);
}
