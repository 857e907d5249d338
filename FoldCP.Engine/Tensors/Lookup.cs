namespace FoldCP.Engine.Tensors;

internal static class Lookup
{
    extension(Tensor table)
    {
        /// <summary>Rows of a table [K, C] by number: [..] -> [.., C].</summary>
        public Tensor Rows(Tensor numbers) => table.index_select(0, numbers.flatten()).view([.. numbers.shape, table.shape[1]]);
    }

    extension(Tensor classes)
    {
        /// <summary>Classes as rows with a single 1, float32: [..] -> [.., count]; all 0 for class -1.</summary>
        public Tensor OneHot(long count) => functional.one_hot(classes + 1, count + 1).narrow(-1, 1, count).to(ScalarType.Float32);
    }
}
