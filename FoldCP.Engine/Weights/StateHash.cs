using System.Security.Cryptography;
using System.Text;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Weights;

/// <summary>
/// One number for all weights of a network as it computes with them, so that a result says exactly what made it. It is not the
/// checksum of a file: the same weights in another order, in another file or built in have the same number.
/// </summary>
public static class StateHash
{
    /// <summary>
    /// SHA-256 over each parameter's and buffer's name, type of numbers, shape and bytes, in the order of the names; lower-case
    /// hexadecimal. Hyperparameters that change no shape are not in it.
    /// </summary>
    public static unsafe string Of(Module module)
    {
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, weight) in module.state_dict().OrderBy(weight => weight.Key, StringComparer.Ordinal))
        {
            var bytes = weight.detach().cpu().contiguous();
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {weight.dtype} [{string.Join(", ", weight.shape)}]\n"));
            Append(hash, (byte*)NativeTensors.DataPointer(bytes), bytes.numel() * bytes.element_size());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static unsafe void Append(IncrementalHash hash, byte* data, long length)
    {
        const int Portion = 1 << 30;
        for (var start = 0L; start < length; start += Portion)
            hash.AppendData(new ReadOnlySpan<byte>(data + start, (int)Math.Min(Portion, length - start)));
    }
}
