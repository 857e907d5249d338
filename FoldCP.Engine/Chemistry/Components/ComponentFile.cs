using System.IO.Compression;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>A file of components, as text or compressed by gzip, whatever its name.</summary>
internal sealed class ComponentFile : IDisposable
{
    private readonly FileStream _file;
    private readonly StreamReader _text;

    /// <exception cref="FileNotFoundException">there is no such file</exception>
    public ComponentFile(string path)
    {
        Name = Path.GetFileName(path);
        _file = File.OpenRead(path);
        bool isGzip = _file.ReadByte() == 0x1f && _file.ReadByte() == 0x8b;
        _file.Position = 0;
        _text = new(isGzip ? new GZipStream(_file, CompressionMode.Decompress) : _file);
    }

    public string Name { get; }

    /// <summary>How much of the file has been read, 0 to 1.</summary>
    public double Done => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary>Each block, once.</summary>
    /// <exception cref="InvalidDataException">the file is compressed and damaged</exception>
    public IEnumerable<ComponentBlock> Blocks()
    {
        using var blocks = new ComponentBlocks(_text).Read().GetEnumerator();
        while (HasNext(blocks))
            yield return blocks.Current;
    }

    private bool HasNext(IEnumerator<ComponentBlock> blocks)
    {
        try
        {
            return blocks.MoveNext();
        }
        catch (InvalidDataException damaged)
        {
            throw new InvalidDataException($"{Name} is compressed and damaged, or was broken off ({damaged.Message}) Get it again.", damaged);
        }
    }

    public void Dispose() => _text.Dispose();
}
