using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>
/// Pairs between the mesh and a file: whole rows, a strip at a time, on the first rank. No rank ever holds more than its block and two strips: whoever
/// sends waits until what it has sent is used, as a transport may take any number of messages in.
/// </summary>
internal static class PairStrips
{
    /// <summary>Hands distributed pairs to the first rank, in the order of their rows. Not recorded by autograd.</summary>
    /// <param name="mesh">on which they lie</param>
    /// <param name="z">this rank's block [B, i, j, C]</param>
    /// <param name="tokens">N</param>
    /// <param name="take">called on the first rank alone: the strip [B, rows, N, C], its own until it returns, and which rows these are</param>
    public static void ToFirst(Mesh mesh, Tensor z, long tokens, Action<Tensor, Stretch> take)
    {
        foreach (var (owners, strip, start) in Strips(mesh, z, tokens))
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var isOwner = owners.Contains(mesh.World.Rank);
            var pieces = mesh.World.Exchange(
                isOwner ? [(z.narrow(1, start, strip.Length), 0)] : [],
                mesh.World.Rank == 0 ? [.. owners.Select((owner, col) => (ShapeOf(mesh, z, tokens, strip, col), owner))] : [],
                like: z).Wait();
            if (mesh.World.Rank == 0)
                take(cat([.. pieces], dim: 2), strip);
            Acknowledge(mesh.World, mesh.World.Rank == 0 ? owners : [], isOwner ? [0] : []);
        }
    }

    /// <summary>The way back: fills each rank's block with strips of the first rank.</summary>
    /// <param name="mesh">on which the pairs shall lie</param>
    /// <param name="z">this rank's block [B, i, j, C], written over</param>
    /// <param name="tokens">N</param>
    /// <param name="give">called on the first rank alone, in the order of the rows: the strip [B, rows, N, C] of these rows, in the block's type</param>
    public static void FromFirst(Mesh mesh, Tensor z, long tokens, Func<Stretch, Tensor> give)
    {
        foreach (var (owners, strip, start) in Strips(mesh, z, tokens))
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var rows = mesh.World.Rank == 0 ? give(strip) : null;
            var isOwner = owners.Contains(mesh.World.Rank);
            var pieces = mesh.World.Exchange(
                rows is null ? [] : [.. owners.Select((owner, col) => (ColsOf(mesh, rows, tokens, col), owner))],
                isOwner ? [(ShapeOf(mesh, z, tokens, strip, mesh.Col), 0)] : [],
                like: z).Wait();
            if (isOwner)
                z.narrow(1, start, strip.Length).copy_(pieces[0]);
            Acknowledge(mesh.World, isOwner ? [0] : [], mesh.World.Rank == 0 ? owners : []);
        }
    }

    private static void Acknowledge(ICommunicator world, int[] to, int[] from)
    {
        using var receipt = zeros(1, ScalarType.Byte);
        world.Exchange([.. to.Select(rank => (receipt, rank))], [.. from.Select(rank => (new long[] { 1 }, rank))], receipt).Wait();
    }

    // Who holds each strip, column by column; which rows it has; and where it begins in their blocks. All ranks come to the same.
    private static IEnumerable<(int[] Owners, Stretch Strip, long Start)> Strips(Mesh mesh, Tensor z, long tokens)
    {
        var atOnce = Chunks.Of(z.shape[0] * tokens * z.shape[3]);
        for (var row = 0; row < mesh.Rows; row++)
        {
            var part = new Parts(tokens, mesh.Rows)[row];
            int[] owners = [.. Enumerable.Range(0, mesh.World.Size).Where(rank => mesh.PlaceOf(rank).Row == row).OrderBy(rank => mesh.PlaceOf(rank).Col)];
            foreach (var strip in part.InPieces(atOnce))
                yield return (owners, strip, strip.Start - part.Start);
        }
    }

    private static long[] ShapeOf(Mesh mesh, Tensor z, long tokens, Stretch strip, int col)
        => [z.shape[0], strip.Length, new Parts(tokens, mesh.Cols)[col].Length, z.shape[3]];

    private static Tensor ColsOf(Mesh mesh, Tensor rows, long tokens, int col)
    {
        var part = new Parts(tokens, mesh.Cols)[col];
        return rows.narrow(2, part.Start, part.Length);
    }
}
