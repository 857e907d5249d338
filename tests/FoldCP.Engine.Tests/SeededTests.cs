using System.Reflection;
using TorchSharp;
using Xunit.v3;

namespace FoldCP.Engine.Tests;

/// <summary>
/// Tests that draw from torch's own generator, also by making layers with weights. A process has only one, so these tests run
/// alone, and each begins with the same seed.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Seeded]
public sealed class SeededTests
{
    public const string Name = "seeded";
}

/// <summary>Sets the seed of torch's generator before a test.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SeededAttribute : BeforeAfterTestAttribute
{
    public const long Seed = 20_260_101;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => torch.manual_seed(Seed);
}
