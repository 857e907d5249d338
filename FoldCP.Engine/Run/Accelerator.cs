using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.Nccl;
using TorchSharp;

namespace FoldCP.Engine.Run;

/// <summary>What computes in this process: the machine's processors, or one of its GPUs.</summary>
internal static class Accelerator
{
    public const string Option = "--accelerator";

    public const string Description = "What computes: cpu, gpu, or auto: a GPU where there is one and this build knows how to use it.";

    /// <summary>A GPU where there is one and this build is for GPUs.</summary>
    public const string Auto = "auto";

    public const string Cpu = "cpu";
    public const string Gpu = "gpu";

    /// <summary>This process's GPU; null: processors compute.</summary>
    public static GpuDevice? Own { get; private set; }

    /// <summary>
    /// From now on tensors are made where they are to be computed with. To be called before anything of torch is used, which looks for GPUs at its
    /// first use and sees from then on those that it sees then.
    /// </summary>
    /// <param name="asked">as the command line says</param>
    /// <exception cref="FoldException">it cannot be, in the user's words</exception>
    public static void Choose(string asked)
    {
        if (!UsesGpu(asked, NcclPlaces.TorchCuda is not 0, IsThere))
            return;
        Own = GpuDevice.First(GpuDevice.Driver);
        torch.set_default_device(torch.CUDA);
    }

    /// <summary>For who only launches those that compute: refuses what none of them could do, whatever GPUs their machines have.</summary>
    /// <param name="asked">as the command line says</param>
    /// <exception cref="FoldException">it cannot be, in the user's words</exception>
    public static void Check(string asked) => UsesGpu(asked, NcclPlaces.TorchCuda is not 0, isThere: () => true);

    /// <param name="asked">as the command line says</param>
    /// <param name="isBuiltForGpus">whether torch has what it takes</param>
    /// <param name="isThere">whether CUDA finds a GPU</param>
    /// <exception cref="FoldException">a GPU is asked for and cannot be used, in the user's words</exception>
    public static bool UsesGpu(string asked, bool isBuiltForGpus, Func<bool> isThere) => asked switch
    {
        Cpu => false,
        Auto => isBuiltForGpus && isThere(),
        Gpu when !isBuiltForGpus => throw FoldException.Unsupported(
            $"{Option} {Gpu}: this build of FoldCP is for CPUs. Build it for GPUs (dotnet publish FoldCP.Engine -p:TorchDevice=cuda), or leave {Option} out."),
        Gpu => isThere() ? true : throw FoldException.Unsupported(
            $"{Option} {Gpu}: CUDA finds no GPU on {Environment.MachineName}. See whether nvidia-smi names one and {VisibleDevice.Variable} leaves one, or leave {Option} out."),
        _ => throw FoldException.BadInput($"{Option} is '{asked}'; it may be {Auto}, {Cpu} or {Gpu}."),
    };

    private static bool IsThere()
    {
        try
        {
            VisibleDevice.Choose();
        }
        catch (NcclException tooFew)
        {
            throw FoldException.BadInput($"{tooFew.Message} Or fold with {Option} {Cpu}.", tooFew);
        }
        return torch.cuda.is_available();
    }
}
