using System.Globalization;
using System.IO.Compression;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Output;

/// <summary>Files that others wrote: real entries of the Protein Data Bank.</summary>
public sealed class DepositedStructuresTests
{
    [Fact]
    public void Every_entry_has_as_many_atoms_in_its_first_model_as_its_index_says()
    {
        string index = SharedData.File("data/structures/INDEX.tsv");
        var entries = File.ReadLines(index).Skip(1).Select(line => line.Split('\t'))
            .Select(cells => (Id: cells[0], Atoms: int.Parse(cells[6], CultureInfo.InvariantCulture)))
            .Where(entry => File.Exists(Path.Combine(Path.GetDirectoryName(index)!, entry.Id + ".cif.gz"))).ToList();

        var read = entries.Select(entry => (entry.Id, Count(Path.Combine(Path.GetDirectoryName(index)!, entry.Id + ".cif.gz")))).ToList();

        Assert.True(entries.Count > 100);
        Assert.Equal(entries, read);
    }

    private static int Count(string path)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var atoms = AtomSite.Of(CifFile.Read(text, Path.GetFileName(path))).ToList();
        Assert.All(atoms, atom => Assert.True(float.IsFinite(atom.Position.LengthSquared())));
        return atoms.Count;
    }
}
