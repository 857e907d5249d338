namespace FoldCP.Engine.Tensors;

internal static class Residual
{
    extension(Tensor x)
    {
        /// <summary>For whoever needs x as it is after a layer has changed it in place: a copy, or x itself where gradients are recorded.</summary>
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

        /// <summary>
        /// x + update, which is made slice by slice. Without gradients each is added in place as soon as it is made, so that the whole update never is there.
        /// </summary>
        /// <param name="dim">along which</param>
        /// <param name="length">how many slices at once</param>
        /// <param name="update">given the first slice and how many</param>
        public Tensor PlusAlong(int dim, long length, Func<long, long, Tensor> update)
        {
            if (is_grad_enabled())
                return x + Chunks.Along(length, x.shape[dim], dim, update);
            foreach (var (start, count) in Chunks.Starts(length, x.shape[dim]))
            {
                using var scope = NewDisposeScope();
                x.narrow(dim, start, count).add_(update(start, count));
                CollectionPause.BetweenSlices();
            }

            return x;
        }

        /// <summary>
        /// The sum with this term in it. Both must be nobody else's: no more than one of each is alive, with gradients or
        /// without.
        /// </summary>
        public Tensor AddedTo(Tensor? sum)
        {
            if (sum is null)
                return x;
            var more = is_grad_enabled() ? sum + x : sum.add_(x);
            x.Dispose();
            if (is_grad_enabled())
                sum.Dispose();
            return more;
        }
    }
}
