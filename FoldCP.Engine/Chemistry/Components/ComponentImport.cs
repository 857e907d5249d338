namespace FoldCP.Engine.Chemistry.Components;

/// <summary>
/// Makes an index of a dictionary. Until all of it is written the index that was there stays as it is, and an import that
/// was broken off is made anew by the next one.
/// </summary>
internal sealed class ComponentImport(ComponentCache cache, TimeProvider clock)
{
    /// <summary>Told each component that cannot be read.</summary>
    public Action<ComponentFault> OnFault { get; init; } = _ => { };

    /// <summary>Told after each component how much of the file is done, 0 to 1, and how many components there are.</summary>
    public Action<double, int> OnProgress { get; init; } = (_, _) => { };

    /// <exception cref="InvalidDataException">no component can be read</exception>
    /// <exception cref="IOException">the file cannot be read, the index cannot be written, or another import is at work</exception>
    public ImportedComponents From(string path, CancellationToken stop)
    {
        using var source = new ComponentFile(path);
        Directory.CreateDirectory(cache.Folder);
        using var part = OpenPart();
        try
        {
            var imported = Fill(part, source, stop);
            part.Flush(flushToDisk: true);
            File.Move(cache.Part, cache.File, overwrite: true);
            return imported;
        }
        catch
        {
            File.Delete(cache.Part);
            throw;
        }
    }

    // Whoever has it open keeps others from it, and dies with it.
    private FileStream OpenPart()
    {
        try
        {
            return new(cache.Part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        }
        catch (IOException) when (File.Exists(cache.Part))
        {
            throw new IOException($"Another import is at work in {cache.Folder}.");
        }
    }

    private ImportedComponents Fill(Stream part, ComponentFile source, CancellationToken stop)
    {
        using var writer = new ComponentIndexWriter(part);
        var (faults, ofModels) = (0, 0);
        foreach (var block in source.Blocks())
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                var molecule = ComponentDefinition.Read(block, source.Name);
                writer.Add(molecule);
                ofModels += molecule.HasModelCoordinates ? 1 : 0;
            }
            catch (InvalidDataException bad)
            {
                faults++;
                OnFault(new(block.Code, bad.Message));
            }
            OnProgress(source.Done, writer.Count);
        }
        if (writer.Count == 0)
            throw new InvalidDataException($"{source.Name} has no component that can be read. The dictionary is components.cif or components.cif.gz of the wwPDB.");
        writer.Finish(clock.GetUtcNow(), source.Name);
        return new(writer.Count, ofModels, faults);
    }
}

/// <summary>What an import brought.</summary>
/// <param name="Components">that are known now</param>
/// <param name="OfModels">how many of them have a model's coordinates, as ideal ones are missing</param>
/// <param name="Faults">how many could not be read</param>
internal sealed record ImportedComponents(int Components, int OfModels, int Faults);
