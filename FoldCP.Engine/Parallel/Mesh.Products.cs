using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

// Products of distributed matrices. Which of the operands travel is chosen here, by what is less.
public sealed partial class Mesh
{
    // Fewer columns at a time would make small products (64, unless slices are chosen smaller).
    private const long ElementsOfAColumn = 1 << 13;

    /// <summary>The matrix product a·b: the sum over k of a[i,k] b[k,j].</summary>
    public Tensor MatMul(Tensor a_ik, Tensor b_kj, Lengths of)
        => Adjoint.Of(
            t => (Product(t[0], t[1], of.K), t),
            (g, t) =>
            [
                SumTo(t[0], ProductWithTransposed(g, t[1], new(of.I, of.J, of.K))),
                SumTo(t[1], TransposedProduct(t[0], g, new(of.K, of.I, of.J))),
            ],
            a_ik,
            b_kj);

    /// <summary>The product a·bᵀ: the sum over k of a[i,k] b[j,k].</summary>
    public Tensor MatMulTransposed(Tensor a_ik, Tensor b_jk, Lengths of)
        => Adjoint.Of(
            t => (ProductWithTransposed(t[0], t[1], of), t),
            (g, t) =>
            [
                SumTo(t[0], Product(g, t[1], of.J)),
                SumTo(t[1], TransposedProduct(g, t[0], new(of.J, of.I, of.K))),
            ],
            a_ik,
            b_jk);

    /// <summary>The product aᵀ·b: the sum over k of a[k,i] b[k,j].</summary>
    public Tensor TransposedMatMul(Tensor a_ki, Tensor b_kj, Lengths of)
        => Adjoint.Of(
            t => (TransposedProduct(t[0], t[1], of), t),
            (g, t) =>
            [
                SumTo(t[0], ProductWithTransposed(t[1], g, new(of.K, of.J, of.I))),
                SumTo(t[1], Product(t[0], g, of.I)),
            ],
            a_ki,
            b_kj);

    /// <summary>
    /// SUMMA: visits every k once, in panels, [i, panel] of the left matrix beside [panel, j] of the right one. The column
    /// that owns a panel broadcasts it along each row, the row that owns it along each column; the next panel travels
    /// while the caller works on this one, which lives for one turn.
    /// </summary>
    public IEnumerable<(Tensor Left, Tensor Right, Stretch K)> Panels(Tensor left, Tensor right, long inner) => Panels(Operand.Left(left), Operand.Right(right), inner, inner);

    /// <inheritdoc cref="Panels(Tensor, Tensor, long)"/>
    /// <param name="left">[.., i, k], or what makes pieces of it</param>
    /// <param name="right">[.., k, j], or what makes pieces of it</param>
    /// <param name="inner">the whole length of k</param>
    /// <param name="longest">how long a panel may be, the same on all ranks</param>
    internal IEnumerable<(Tensor Left, Tensor Right, Stretch K)> Panels(Operand left, Operand right, long inner, long longest)
    {
        List<Stretch> panels = [.. new Parts(inner, Cols).RefinedBy(new Parts(inner, Rows)).SelectMany(panel => panel.InPieces(longest))];
        var next = SendPanel(left, right, inner, panels[0]);
        for (var index = 0; index < panels.Count; index++)
        {
            using var l = next.Left.Wait();
            using var r = next.Right.Wait();
            if (index + 1 < panels.Count)
                next = SendPanel(left, right, inner, panels[index + 1]);
            yield return (l, r, panels[index]);
        }
    }

    /// <summary>The adjoint of handing out a left panel: the row's shares are summed onto its owner.</summary>
    public void TakeBackLeft(Tensor gradient, Tensor share, long inner, Stretch k)
        => TakeBack(AlongRow, gradient, dim: -1, share, new(inner, Cols), k);

    /// <summary>The adjoint of handing out a right panel: the column's shares are summed onto its owner.</summary>
    public void TakeBackRight(Tensor gradient, Tensor share, long inner, Stretch k)
        => TakeBack(AlongCol, gradient, dim: -2, share, new(inner, Rows), k);

    private static void TakeBack(ICommunicator group, Tensor gradient, int dim, Tensor share, Parts parts, Stretch k)
    {
        using var sum = new SumOnto(group, share, parts.OwnerOf(k.Start)).Wait();
        if (sum is not null)
            gradient.narrow(dim, k.Start - parts[group.Rank].Start, k.Length).add_(sum);
    }

    // Of several panels narrow numbers are summed up as wide ones: else each would be rounded, and their sum each time.
    private Tensor Product(Tensor a_ik, Tensor b_kj, long inner)
    {
        Tensor? sum = null;
        foreach (var (a, b, k) in Panels(a_ik, b_kj, inner))
        {
            if (k.Length == inner)
                return BroadcastProduct.Of(a, b);
            using var left = a.to(a.dtype.Widened);
            using var right = b.to(b.dtype.Widened);
            if (sum is null)
                sum = BroadcastProduct.Of(left, right);
            else
                BroadcastProduct.Into(sum, left, right, isAdded: true);
        }

        using var whole = sum!;
        return whole.to(a_ik.dtype);
    }

    // Either b is transposed first and both travel, or b alone does and then shares of the result. Received per rank, in
    // matrices over the number of ranks: b + a (C - 1) + b (R - 1), or b (R - 1) + y (C - 1).
    private Tensor ProductWithTransposed(Tensor a_ik, Tensor b_jk, Lengths of)
    {
        var (a, b) = (Batch(a_ik) * of.I * of.K, Batch(b_jk) * of.J * of.K);
        var y = Batch(a_ik, b_jk) * of.I * of.J;
        return b + (a * (Cols - 1)) < y * (Cols - 1) ? Product(a_ik, Transpose(b_jk, of.J, of.K), of.K) : SumOfShares(a_ik, b_jk, of);
    }

    // On the flipped mesh it is b·aᵀ, there transposed. Alone nothing travels, and the plain product has torch's usual order.
    private Tensor TransposedProduct(Tensor a_ki, Tensor b_kj, Lengths of) => World.Size == 1
        ? BroadcastProduct.Of(a_ki.transpose(-2, -1), b_kj)
        : Flipped.ProductWithTransposed(b_kj.transpose(-2, -1), a_ki.transpose(-2, -1), new(of.J, of.K, of.I)).transpose(-2, -1);

    // Some rows of b at a time go to their whole column; what each rank of a row makes of them and of its own part of k is
    // summed onto the rank that keeps this part of the result, where its own product has been written. Sums travel while the next product is made.
    private Tensor SumOfShares(Tensor a_ik, Tensor b_jk, Lengths of)
    {
        var (owners, own) = (new Parts(of.J, Cols), new Parts(of.J, Cols)[Col]);
        var pieces = owners.RefinedBy(new Parts(of.J, Rows)).SelectMany(piece => piece.InPieces(ColumnsAtOnce(a_ik, b_jk, of))).ToList();
        Tensor? y = null;
        SumOnto? under = null;
        var next = SendRows(b_jk, of.J, pieces[0]);
        for (var index = 0; index < pieces.Count; index++)
        {
            using var rows = next.Wait();
            if (index + 1 < pieces.Count)
                next = SendRows(b_jk, of.J, pieces[index + 1]);
            using var ofRows = rows.transpose(-2, -1);
            var owner = owners.OwnerOf(pieces[index].Start);
            using var share = owner == Col ? ProductInto(ref y, own, pieces[index], a_ik, ofRows) : BroadcastProduct.Of(a_ik, ofRows);
            under?.Wait()?.Dispose();
            under = new(AlongRow, share, owner);
        }

        under?.Wait()?.Dispose();
        using var right = b_jk.transpose(-2, -1);
        // Of fewer columns than ranks in a row, some have none.
        return y ?? a_ik.new_empty([.. BroadcastProduct.ShapeOf(a_ik, right)[..^1], own.Length]);
    }

    // Where it is in the result's own columns. The only piece of them is as the product makes it.
    private static Tensor ProductInto(ref Tensor? y, Stretch own, Stretch piece, Tensor a, Tensor b)
    {
        if (piece == own)
            return (y = BroadcastProduct.Of(a, b)).alias();
        y ??= a.new_empty([.. BroadcastProduct.ShapeOf(a, b)[..^1], own.Length]);
        var columns = y.narrow(-1, piece.Start - own.Start, piece.Length);
        BroadcastProduct.Into(columns, a, b, isAdded: false);
        return columns;
    }

    // A rank holds one share of every other rank of its row. All ranks must come to the same number.
    private long ColumnsAtOnce(Tensor a_ik, Tensor b_jk, Lengths of)
        => World.Size == 1 ? of.J : Math.Max(Chunks.Of(ElementsOfAColumn), Chunks.Of(Batch(a_ik, b_jk) * new Parts(of.I, Rows).Longest * Cols));

    private ITransfer<Tensor> SendRows(Tensor b_jk, long length, Stretch rows)
    {
        var parts = new Parts(length, Rows);
        var owner = parts.OwnerOf(rows.Start);
        return AlongCol.Broadcast(
            Row == owner ? b_jk.narrow(-2, rows.Start - parts[owner].Start, rows.Length) : null,
            [.. b_jk.shape[..^2], rows.Length, b_jk.shape[^1]], from: owner, like: b_jk);
    }

    private (ITransfer<Tensor> Left, ITransfer<Tensor> Right) SendPanel(Operand left, Operand right, long inner, Stretch k)
        => (SendPiece(AlongRow, left, new(inner, Cols), k), SendPiece(AlongCol, right, new(inner, Rows), k));

    private static ITransfer<Tensor> SendPiece(ICommunicator group, Operand operand, Parts parts, Stretch k)
    {
        var owner = parts.OwnerOf(k.Start);
        var start = parts[owner].Start;
        using var own = group.Rank == owner ? operand.Cut(new(k.Start - start, k.End - start)) : null;
        return group.Broadcast(own, operand.ShapeOf(k.Length), from: owner, like: operand.Like);
    }

    // Undoes the broadcasting of batch dimensions.
    private static Tensor SumTo(Tensor like, Tensor gradient)
    {
        for (var dim = 0; dim < gradient.dim(); dim++)
        {
            if (like.shape[dim] == 1 && gradient.shape[dim] != 1)
                gradient = gradient.sum(dim: dim, keepdim: true);
        }

        return gradient;
    }

    private static long Batch(Tensor x) => x.shape[..^2].Aggregate(1L, (product, length) => product * length);

    private static long Batch(Tensor x, Tensor y) => x.shape[..^2].Zip(y.shape[..^2], Math.Max).Aggregate(1L, (product, length) => product * length);
}
