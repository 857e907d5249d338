using System.Reflection;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>Whoever writes a layer that mixes positions gives it a case, or no mesh is ever held to it.</summary>
public sealed class LayersInCasesTests
{
    [Fact]
    public void Every_layer_that_is_given_the_mesh_is_in_a_case_of_parity()
    {
        var missing = typeof(FoldingNetwork).Assembly.GetTypes().Where(IsGivenTheMesh).ToHashSet();
        Assert.True(missing.Count > 20);

        // Whole networks first: with them most is seen.
        foreach (string name in ParityTests.Cases.Select(row => row.Data).OrderByDescending(name => name.StartsWith("full_", StringComparison.Ordinal)))
        {
            if (missing.Count == 0)
                break;
            using var scope = NewDisposeScope();
            using var recording = GoldenCase.Open(name);
            GoldenRecipes.Run(recording);
            missing.ExceptWith(recording.Modules.SelectMany(WithParts).Select(module => module.GetType()));
        }

        Assert.Empty(missing.Select(layer => layer.Name));
    }

    // Not all parts are registered with torch: some lend their own parts to their owner.
    private static IEnumerable<nn.Module> WithParts(nn.Module module) => module.children()
        .Concat(FieldsOf(module.GetType()).Select(field => Within(field.GetValue(module))).OfType<nn.Module>())
        .Distinct()
        .SelectMany(WithParts)
        .Prepend(module);

    private static object? Within(object? part) => part?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Inlined<>)
        ? type.GetProperty(nameof(Inlined<nn.Module>.Module))!.GetValue(part)
        : part;

    private static IEnumerable<FieldInfo> FieldsOf(Type type) => type.Assembly == typeof(FoldingNetwork).Assembly
        ? type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly).Concat(FieldsOf(type.BaseType!))
        : [];

    private static bool IsGivenTheMesh(Type type) => type.IsSubclassOf(typeof(nn.Module)) && !type.IsAbstract
        && type.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(Mesh)));
}
