namespace FoldCP.Engine.Tensors;

internal static class Residual
{
    extension(Tensor x)
    {
        /// <summary>A tensor that <see cref="Plus"/> may change: a copy, or x itself where gradients are recorded.</summary>
        public Tensor ToUpdate() => is_grad_enabled() ? x.alias() : x.clone();

        /// <summary>x + update. Without gradients it is done in place, and the update is given back at once.</summary>
        public Tensor Plus(Tensor update)
        {
            if (is_grad_enabled())
                return x + update;
            x.add_(update);
            update.Dispose();
            return x;
        }
    }
}
