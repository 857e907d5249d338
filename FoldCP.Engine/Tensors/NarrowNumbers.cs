namespace FoldCP.Engine.Tensors;

/// <summary>Numbers of two bytes, in which nothing is added up that has many terms.</summary>
internal static class NarrowNumbers
{
    extension(ScalarType type)
    {
        /// <summary>Whether it is one of theirs.</summary>
        public bool IsNarrow => type is ScalarType.BFloat16 or ScalarType.Float16;

        /// <summary>In what they are added up: float32 for these, and others as they are.</summary>
        public ScalarType Widened => type.IsNarrow ? ScalarType.Float32 : type;
    }

    extension(Tensor x)
    {
        /// <summary>x in that.</summary>
        public Tensor Widened() => x.dtype.IsNarrow ? x.to(ScalarType.Float32) : x;
    }
}
