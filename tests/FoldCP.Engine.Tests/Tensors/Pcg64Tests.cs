using System.Text.Json;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Tests.Tensors;

/// <summary>Known answers of NumPy 1.24's <c>default_rng(42)</c>.</summary>
public sealed class Pcg64Tests
{
    [Fact]
    public void Raw_numbers_are_numpys()
    {
        var generator = new Pcg64(42);

        ulong[] drawn = [generator.Next64(), generator.Next64(), generator.Next64(), generator.Next64()];

        Assert.Equal([14276969152011380360, 8095878257575067585, 15838336090824644132, 12864169557245331597], drawn);
    }

    [Fact]
    public void A_choice_takes_half_a_draw_and_a_choice_of_one_takes_none()
    {
        var generator = new Pcg64(42);
        int[] sizes = [1, 2, 3, 1, 1, 2, 2, 3, 3, 1, 2, 1, 3, 2];

        var chosen = sizes.Select(generator.Below).ToList();

        Assert.Equal([0, 0, 2, 0, 0, 1, 0, 1, 2, 0, 0, 0, 2, 0], chosen);
    }

    [Fact]
    public void Choices_are_numpys_as_recorded()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(SharedData.File("golden/numpy_rng_42.json")));
        int[] Numbers(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];

        Assert.Equal(Numbers("choice_2"), Choices(Enumerable.Repeat(2, 64)));
        Assert.Equal(Numbers("choice_3"), Choices(Enumerable.Repeat(3, 64)));
        Assert.Equal(Numbers("mixed_choice"), Choices(Numbers("mixed_k")));
    }

    [Fact]
    public void There_is_no_choice_among_nothing() => Assert.Throws<ArgumentOutOfRangeException>(() => new Pcg64(42).Below(0));

    private static int[] Choices(IEnumerable<int> sizes)
    {
        var generator = new Pcg64(42);
        return [.. sizes.Select(generator.Below)];
    }
}
