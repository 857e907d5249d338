namespace FoldCP.Engine.Tests.Architecture;

/// <summary>There is one model: what it does depends neither on how many ranks there are nor on which one this is.</summary>
public sealed class OneModelTests
{
    [Fact]
    public void Nothing_in_the_model_branches_on_a_rank_or_on_how_many_there_are()
    {
        string[] files = Directory.GetFiles(Path.Combine(SharedData.Root(), "FoldCP.Engine", "Model"), "*.cs", SearchOption.AllDirectories);

        Assert.True(files.Length > 50);
        Assert.Empty(files.SelectMany(file => RankBranches.In(File.ReadAllText(file)).Select(found => $"{Path.GetFileName(file)}: {found}")));
    }

    [Theory]
    [InlineData("if (_mesh.World.Size == 1) return x;")]
    [InlineData("if (mesh.Cols > 1) x = x.clone();")]
    [InlineData("return _mesh.Rows == 1 ? x : mesh.Whole(x, 1, 2, n, n);")]
    [InlineData("var y = world.Rank switch { 0 => x, _ => zeros_like(x) };")]
    [InlineData("var ranks = _mesh.World.Size; if (ranks > 1) x = x.clone();")]
    [InlineData("private bool Alone => _mesh.World.Size < 2; Tensor Of(Tensor x) => Alone ? x : x.clone();")]
    [InlineData("var (rows, cols) = (_mesh.Rows, _mesh.Cols); var both = rows * cols; while (both > 1) both--;")]
    [InlineData("for (var col = 0; col < _mesh.Cols; col++) Send(col);")]
    [InlineData("if (mesh is { Rows: 1 }) return x;")]
    [InlineData("if (_mesh.World is SoloCommunicator) return x;")]
    [InlineData("if (ReferenceEquals(_mesh, Mesh.Serial)) return x;")]
    [InlineData("var most = Math.Max(1, mesh.Cols);")]
    [InlineData("var first = _mesh.AlongRow.Rank == 0;")]
    [InlineData("var best = _mesh.BestAlongRows; if (best.Cols > 1) x = x.clone();")]
    [InlineData("var grid = _mesh.Flipped; if (grid.Rows == 1) return x;")]
    [InlineData("var grid = _mesh.Flipped; var other = grid.BestAlongRows; var alone = other.Cols < 2; return alone ? x : x.clone();")]
    [InlineData("if (_mesh.BestAlongRows.Cols > 1) x = x.clone();")]
    [InlineData("private Tensor Of(Mesh on, Tensor x) => on.Rows > 1 ? x.clone() : x;")]
    [InlineData("private readonly Mesh? _grid; Tensor Of(Tensor x) { if (_grid!.Col == 0) return x; }")]
    [InlineData("private Mesh Best(Mesh of) => of.BestAlongRows; var most = Math.Max(1, Best(_mesh).Rows);")]
    [InlineData("var shape = new MeshShape(_mesh.Rows, _mesh.Cols); if (shape.IsBetterFlipped) x = x.clone();")]
    [InlineData("var (rows, cols) = MeshShape.Parse(text); if (rows == cols) return x;")]
    [InlineData("var (tokens, grid) = (layout.Rows, layout.Mesh); for (var row = 0; row < grid.Rows; row++) Send(row);")]
    [InlineData("var best = _mesh.BestAlongRows; if (best == _mesh) return x;")]
    [InlineData("var grid = mesh.Flipped; if (ReferenceEquals(x, grid)) return x;")]
    [InlineData("var grid = _mesh.Flipped; return grid switch { { Rows: 1 } => x, _ => x.clone() };")]
    public void A_branch_is_found(string planted) => Assert.NotEmpty(RankBranches.In(planted));

    [Theory]
    [InlineData("var keysOfOne = new Parts(keys.shape[1], _mesh.Cols).Longest;")]
    [InlineData("return Mesh.Sum(_mesh.World, own);")]
    [InlineData("if (mask.Rows(start, count).IsFull) return x;")]
    [InlineData("var best = _mesh.BestAlongRows; var moved = best.MovePairs(x, _mesh, n); if (moved.shape[0] > 1) return moved;")]
    [InlineData("var (tokens, grid) = (layout.Rows, layout.Mesh); return tokens == 1 ? x : grid.Transpose(x, n, n);")]
    [InlineData("var rows = mask.Rows(start, count); if (rows.IsFull) return x;")]
    [InlineData("// if (mesh.World.Size == 1)")]
    [InlineData("if (x.shape[0] == 1) return \"mesh.World.Size\";")]
    public void What_is_no_branch_on_ranks_is_not_found(string plain) => Assert.Empty(RankBranches.In(plain));
}
