namespace FoldCP.Engine.Model;

/// <summary>
/// A module whose parts bear, in the checkpoints of one of the networks, names as if they were its owner's own. It is not
/// registered itself: this is no module, and torch looks at fields of modules only.
/// </summary>
/// <param name="Module">the module</param>
internal readonly record struct Inlined<TModule>(TModule Module)
    where TModule : Module;

internal static class Inlining
{
    extension(Module owner)
    {
        /// <summary>Makes the parts of <paramref name="module"/> the owner's.</summary>
        /// <param name="module">which has no weights beside those of its parts</param>
        /// <param name="renamed">their names at the owner, where those differ</param>
        public Inlined<TModule> Inline<TModule>(TModule module, Func<string, string>? renamed = null)
            where TModule : Module
        {
            foreach (var (name, part) in module.named_children())
                owner.register_module(renamed?.Invoke(name) ?? name, part);
            return new(module);
        }
    }
}
