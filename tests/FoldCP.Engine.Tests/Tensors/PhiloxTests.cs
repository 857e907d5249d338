using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Tests.Tensors;

public sealed class PhiloxTests
{
    /// <summary>Random123's known answers.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0ul, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0a4093822ul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Words_are_those_of_Random123(uint a, uint b, uint c, uint d, ulong key, uint w, uint x, uint y, uint z)
        => Assert.Equal((w, x, y, z), Philox.Draw((a, b, c, d), key));

    [Fact]
    public void Normals_have_mean_0_and_variance_1()
    {
        var draws = Philox.Normals(atoms: 100_000, step: 3, sample: 1, Purpose.Stir, key: 7);

        Assert.InRange(draws.Average(), -0.01, 0.01);
        Assert.InRange(draws.Average(x => x * x), 0.99, 1.01);
    }

    [Fact]
    public void An_atoms_noise_does_not_depend_on_how_many_atoms_there_are()
    {
        var few = Philox.Normals(atoms: 10, step: 3, sample: 1, Purpose.Stir, key: 7);
        var many = Philox.Normals(atoms: 100, step: 3, sample: 1, Purpose.Stir, key: 7);

        Assert.Equal(few, many[..few.Length]);
    }

    /// <summary>They are part of every result: frozen.</summary>
    [Fact]
    public void Purposes_have_the_numbers_that_all_earlier_noise_was_drawn_with()
        => Assert.Equal(
            ["Start 0", "Stir 1", "Turn 2", "Shift 3", "MsaRows 4", "ConformerTurn 6", "ConformerShift 7", "Weights 8", "Survivors 9"],
            Enum.GetValues<Purpose>().Select(purpose => $"{purpose} {(uint)purpose}"));
}
