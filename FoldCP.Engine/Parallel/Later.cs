namespace FoldCP.Engine.Parallel;

/// <summary>Something that is made of a message once that is waited for.</summary>
internal sealed class Later<T>(Func<T> take) : ITransfer<T>
{
    public T Wait() => take();
}

internal static class LaterExtensions
{
    extension<T>(ITransfer<T> transfer)
    {
        /// <summary>What is made of it.</summary>
        public ITransfer<TResult> Then<TResult>(Func<T, TResult> made) => new Later<TResult>(() => made(transfer.Wait()));
    }
}
