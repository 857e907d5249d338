namespace FoldCP.Engine.Parallel;

/// <summary>
/// A grid of ranks. The rank at (Row, Col) keeps, of every matrix, the block where the Row-th part of the rows meets the
/// Col-th part of the columns. A mesh of one rank is a plain, serial run of the same code.
/// </summary>
/// <remarks>
/// "Matrix" means the last two dimensions, [.., I, J]; capital letters are whole dimensions, small ones this rank's part
/// of them. Parts may be uneven, so a block cannot tell the whole length: the verbs are told it.
/// Every verb is differentiable. The ranks' losses are thought of as one sum, so each adjoint is exact and the gradient of
/// something that all ranks hold is the sum of theirs.
/// </remarks>
public sealed partial class Mesh
{
    private readonly bool _isFlipped;

    public Mesh(ICommunicator world, int rows, int cols)
    {
        if (rows * cols != world.Size)
            throw new ArgumentException($"A mesh of {rows} x {cols} takes {rows * cols} ranks, not {world.Size}.", nameof(world));

        (World, Rows, Cols) = (world, rows, cols);
        (Row, Col) = PlaceOf(world.Rank);
        AlongRow = world.Among([.. Enumerable.Range(0, Cols).Select(col => (Row * Cols) + col)]);
        AlongCol = world.Among([.. Enumerable.Range(0, Rows).Select(row => (row * Cols) + Col)]);
    }

    private Mesh(Mesh other)
        => (World, Rows, Cols, Row, Col, AlongRow, AlongCol, _isFlipped)
            = (other.World, other.Cols, other.Rows, other.Col, other.Row, other.AlongCol, other.AlongRow, !other._isFlipped);

    public static Mesh Serial { get; } = new(new SoloCommunicator(), 1, 1);

    public ICommunicator World { get; }

    public int Rows { get; }

    public int Cols { get; }

    public int Row { get; }

    public int Col { get; }

    /// <summary>The ranks that share this row; its n-th member is in column n.</summary>
    public ICommunicator AlongRow { get; }

    /// <summary>The ranks that share this column; its n-th member is in row n.</summary>
    public ICommunicator AlongCol { get; }

    /// <summary>
    /// The same ranks with rows and columns swapped. A block transposed locally lies in its right place on it, so the
    /// column-wise twin of a row-wise layer is that layer, here, on the local transpose: no traffic.
    /// </summary>
    public Mesh Flipped => new(this);

    /// <summary>How many elements the largest block of an n x n matrix has, whoever keeps it: the same on all ranks.</summary>
    public long LargestBlock(long n) => new Parts(n, Rows).Longest * new Parts(n, Cols).Longest;

    /// <summary>How many of n rows the rank has that has most: the same on all ranks.</summary>
    public long LongestRows(long n) => new Parts(n, Rows).Longest;

    /// <summary>This mesh or its flipped one: on which of them less travels where everything goes round along the rows.</summary>
    public Mesh BestAlongRows => new MeshShape(Rows, Cols).IsBetterFlipped ? Flipped : this;

    /// <summary>Moves a matrix, whose rows are dimension <paramref name="dim"/>, from one layout to another; only what changes hands travels.</summary>
    public static Tensor Redistribute(Tensor x, Layout from, Layout to, int dim = -2)
        => Adjoint.Of(t => (BlockMove.Of(t[0], from, to, dim), []), (g, _) => [BlockMove.Of(g, to, from, dim)], x);

    /// <summary>The group's tensors added up. Its adjoint is itself.</summary>
    public static Tensor Sum(ICommunicator group, Tensor local)
        => Adjoint.Of(t => (group.AllReduce(t[0], Reduction.Sum), []), (g, _) => [group.AllReduce(g, Reduction.Sum)], local);

    /// <summary>
    /// What the first rank has, of the same shape on all. For what every rank works out by itself and chooses by: where processors differ, or sums have no
    /// fixed order, last digits do, and ranks that choose differently would go on with different structures.
    /// </summary>
    public Tensor OfFirst(Tensor own) => World.Broadcast(World.Rank == 0 ? own : null, own.shape, from: 0, like: own).Wait();

    /// <summary>The transpose of a matrix [rows, cols]. Transposed locally it lies on the flipped mesh already.</summary>
    public Tensor Transpose(Tensor x_ij, long rows, long cols) => Transpose(x_ij, rows, cols, dim: -2);

    /// <summary>Pairs [B, i, j, C] as they lie on another mesh of the same ranks.</summary>
    public Tensor MovePairs(Tensor z, Mesh to, long tokens) => ReferenceEquals(to, this)
        ? z.alias()
        : Redistribute(z, from: new(this, tokens, tokens), to: new(to, tokens, tokens), dim: 1);

    /// <summary>Pairs [B, i, j, C] with i and j exchanged.</summary>
    public Tensor TransposePairs(Tensor z, long tokens) => Transpose(z, tokens, tokens, dim: 1);

    /// <summary>A softmax over the columns of a distributed matrix.</summary>
    public Tensor SoftmaxAlongRow(Tensor x_ij)
    {
        var max = AlongRow.AllReduce(x_ij.detach().amax([-1], keepdim: true), Reduction.Max);
        var e = (x_ij - max).exp();
        return e / Sum(AlongRow, e.sum(-1, keepdim: true));
    }

    /// <summary>A dimension that is cut over the rows, made whole on every rank.</summary>
    public Tensor WholeFromRows(Tensor part, int dim, long length) => Whole(part, dim, new(length, Rows), AlongCol);

    /// <summary>A dimension that is cut over the columns, made whole on every rank.</summary>
    public Tensor WholeFromCols(Tensor part, int dim, long length) => Whole(part, dim, new(length, Cols), AlongRow);

    /// <summary>This rank's part of a dimension that all ranks hold, cut over the rows.</summary>
    public Tensor RowPart(Tensor whole, int dim) => Part(whole, dim, new Parts(whole.shape[dim], Rows)[Row]);

    /// <summary>This rank's part of a dimension that all ranks hold, cut over the columns.</summary>
    public Tensor ColPart(Tensor whole, int dim) => Part(whole, dim, new Parts(whole.shape[dim], Cols)[Col]);

    /// <summary>This rank's block of a whole matrix whose rows and columns are at the given dimensions.</summary>
    public Tensor Scatter(Tensor whole, int rowDim, int colDim) => RowPart(ColPart(whole, colDim), rowDim);

    /// <summary>This rank's block of which pairs exist, given which tokens exist [B, N].</summary>
    public PairMask Pairs(Tensor tokens)
        => new(RowPart(tokens, 1).unsqueeze(2) * ColPart(tokens, 1).unsqueeze(1), tokens.shape[1], (tokens > 0).all().item<bool>());

    /// <summary>A matrix whose blocks lie on this mesh, made whole on every rank.</summary>
    public Tensor Whole(Tensor block, int rowDim, int colDim, long rows, long cols)
        => WholeFromCols(WholeFromRows(block, rowDim, rows), colDim, cols);

    internal (int Row, int Col) PlaceOf(int rank)
        => _isFlipped ? (rank % Rows, rank / Rows) : (rank / Cols, rank % Cols);

    private static Tensor Part(Tensor whole, int dim, Stretch part) => whole.narrow(dim, part.Start, part.Length);

    private Tensor Transpose(Tensor x_ij, long rows, long cols, int dim)
        => Redistribute(x_ij.transpose(dim, dim + 1), from: new(Flipped, cols, rows), to: new(this, cols, rows), dim);

    private static Tensor Whole(Tensor part, int dim, Parts parts, ICommunicator group)
        => Adjoint.Of(
            t => (Collect(t[0], dim, parts, group), []),
            (g, _) => [Part(group.AllReduce(g, Reduction.Sum), dim, parts[group.Rank])],
            part);

    private static Tensor Collect(Tensor part, int dim, Parts parts, ICommunicator group)
    {
        using var scope = NewDisposeScope();
        var shape = part.shape;
        var pieces = new Tensor[parts.Count];
        for (var index = 0; index < parts.Count; index++)
        {
            shape[dim] = parts[index].Length;
            pieces[index] = group.Broadcast(index == group.Rank ? part : null, [.. shape], from: index, like: part).Wait();
        }

        return scope.MoveToOuter(cat(pieces, dim));
    }
}
