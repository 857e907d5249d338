using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>
/// Tensors whose memory was given back, with their numbers in a store: a tensor is a handle, which points at nothing meanwhile.
/// Those that share memory do so again afterwards.
/// </summary>
internal sealed class PutAside
{
    private readonly List<Memory> _memories = [];

    private PutAside()
    {
    }

    /// <param name="tensors">of which those in large pieces of memory are put aside; all that share one must be among them, or it is of others</param>
    /// <param name="store">where to</param>
    /// <param name="least">bytes of a piece of memory that is worth it</param>
    public static PutAside Of(IEnumerable<Tensor> tensors, ITileStore store, long least)
    {
        using var own = NewDisposeScope();
        var aside = new PutAside();
        var pieces = tensors.Where(tensor => tensor.numel() > 0 && NativeTensors.StorageBytes(tensor) >= least).GroupBy(NativeTensors.StorageAddress)
            .Where(piece => !LiveTensors.IsOfOthers(piece.Key));
        foreach (var piece in pieces)
        {
            List<View> views = [.. piece.Select(View.Of)];
            var first = views[0].Tensor;
            // Nothing here reads numbers as if they were of another type; such a piece would stay where it is.
            if (views.Any(view => view.Tensor.dtype != first.dtype))
                continue;
            var length = NativeTensors.StorageBytes(first) / first.element_size();
            aside._memories.Add(new(store.Put(first.as_strided([length], [1], 0)), first.dtype, length, first.device, views));
            // Once nothing points at a piece of memory, it is gone, before the next one is copied.
            var nothing = empty(0, first.dtype, first.device);
            views.ForEach(view => NativeTensors.PointTo(nothing, view.Tensor));
            own.DisposeEverything();
        }

        return aside;
    }

    /// <summary>Brings all of them back, with numbers, shapes and what they share.</summary>
    public void Restore()
    {
        foreach (var memory in _memories)
        {
            using var own = NewDisposeScope();
            var flat = empty(memory.Length, memory.Type, memory.Device);
            memory.Tile.CopyTo(flat);
            memory.Tile.Dispose();
            foreach (var view in memory.Views)
            {
                NativeTensors.PointTo(flat.as_strided(view.Shape, view.Strides, view.Offset), view.Tensor);
            }
        }
    }

    private sealed record Memory(ITile Tile, ScalarType Type, long Length, Device Device, List<View> Views);

    private sealed record View(Tensor Tensor, long[] Shape, long[] Strides, long Offset)
    {
        public static View Of(Tensor tensor) => new(tensor, tensor.shape, tensor.stride(), tensor.storage_offset());
    }
}
