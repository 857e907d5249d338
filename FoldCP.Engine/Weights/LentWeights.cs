using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Weights;

/// <summary>Networks of one shape in one process that have one set of weights in memory.</summary>
internal static class LentWeights
{
    /// <summary>
    /// Makes a network whose weights have no memory. Torch has one default device for the whole process: nobody else may make tensors
    /// meanwhile, as where ranks take turns.
    /// </summary>
    public static T Unfilled<T>(Func<T> make) where T : Module
    {
        var usual = get_default_device();
        set_default_device(META);
        try
        {
            return make();
        }
        finally
        {
            set_default_device(usual);
        }
    }

    /// <summary>Makes the weights of one network those of another of the same shape, which keeps them.</summary>
    public static void Lend(Module owner, Module borrower)
    {
        var weights = owner.state_dict();
        foreach (var (name, own) in borrower.state_dict())
            NativeTensors.PointTo(weights[name], own);
        // These are libtorch's own modules, which read their weights where no handle of ours points.
        foreach (var (own, lent) in owner.modules().OfType<Embedding>().Zip(borrower.modules().OfType<Embedding>()))
            lent.weight = own.weight!;
        LiveTensors.LeaveToOthers(weights.Values);
    }
}
