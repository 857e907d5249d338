using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>How ranks lie that take turns in one process, and where lies what they have while they wait.</summary>
/// <param name="Mesh">of two ranks at least</param>
/// <param name="Folder">on a disk; or <see cref="Host"/></param>
internal sealed record TurnsPlace(MeshShape Mesh, string Folder)
{
    /// <summary>In the memory of the machine, for ranks on its GPU.</summary>
    public const string Host = "host";

    /// <param name="folder">as the command line says; null: ranks are processes</param>
    /// <param name="mesh">how many ranks, and how they lie</param>
    /// <param name="launched">how many processes a launcher has started; null: this one was started alone</param>
    /// <param name="transport">what <see cref="LaunchedWorld.Variable"/> says</param>
    /// <param name="isOnGpu">whether a GPU computes</param>
    /// <exception cref="FoldException">this does not go together</exception>
    public static TurnsPlace? Of(string? folder, MeshShape mesh, int? launched, string? transport, bool isOnGpu)
    {
        if (folder is null)
            return null;
        if (folder.Length == 0)
            throw FoldException.BadInput("--tile-store names no folder. Name one on a disk.");
        if (folder == Host && !isOnGpu)
            throw FoldException.BadInput($"--tile-store {Host} is for ranks on a GPU; here all that they have is in the machine's memory already. Name a folder on a disk.");
        if (launched is not null)
            throw FoldException.BadInput($"With --tile-store ranks take turns in one process, and a launcher has started {launched}. Start foldcp alone, or leave --tile-store out.");
        if (!string.IsNullOrEmpty(transport))
            throw FoldException.BadInput($"With --tile-store nothing is sent to other processes, and {LaunchedWorld.Variable} is '{transport}'. Leave one of the two out.");
        return mesh.Ranks > 1 ? new(mesh, folder) : throw FoldException.BadInput(
            "With --tile-store several ranks take turns, and one is asked for. Say how many, such as --ranks 4, or leave --tile-store out.");
    }

    /// <summary>Makes the store.</summary>
    /// <exception cref="FoldException">it cannot be there, in the user's words</exception>
    public ITileStore Open()
    {
        try
        {
            return Folder == Host ? new HostTileStore() : new FileTileStore(Folder);
        }
        catch (TileStoreException unfit)
        {
            throw FoldException.BadInput(unfit.Message, unfit);
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            throw FoldException.BadInput($"The tile store cannot be in {Folder}: {cannot.Message}", cannot);
        }
    }
}
