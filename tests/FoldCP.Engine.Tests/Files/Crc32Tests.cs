using System.Text;
using FoldCP.Engine.Files;

namespace FoldCP.Engine.Tests.Files;

public sealed class Crc32Tests
{
    // The check value of the catalogue of CRC algorithms, and zlib.crc32 of Python.
    [Theory]
    [InlineData("123456789", 0xcbf43926)]
    [InlineData("", 0u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414fa339)]
    public void Known_answers(string text, uint expected) => Assert.Equal(expected, Crc32.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Parts_add_up_to_the_whole()
    {
        var bytes = Enumerable.Range(0, 1000).Select(number => (byte)(number * 7)).ToArray();

        Assert.All(Enumerable.Range(0, 40), cut => Assert.Equal(Crc32.Of(bytes), Crc32.Of(bytes.AsSpan(cut), Crc32.Of(bytes.AsSpan(0, cut)))));
    }
}
