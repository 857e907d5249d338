using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Tensors;

public sealed class NarrowNumbersTests
{
    [Theory]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32)]
    [InlineData(ScalarType.Float16, ScalarType.Float32)]
    [InlineData(ScalarType.Float32, ScalarType.Float32)]
    [InlineData(ScalarType.Float64, ScalarType.Float64)]
    [InlineData(ScalarType.Int64, ScalarType.Int64)]
    public void Only_numbers_of_two_bytes_are_widened(ScalarType type, ScalarType widened)
    {
        using var scope = NewDisposeScope();
        var x = tensor((long[])[1, 2, 3]).to(type);

        Assert.Equal((widened, type != widened), (type.Widened, type.IsNarrow));
        Assert.Equal(widened, x.Widened().dtype);
        Assert.Equal([1.0, 2, 3], x.Widened().to(ScalarType.Float64).data<double>().ToArray());
    }
}
