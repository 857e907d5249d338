using FoldCP.Web.Frame;
using FoldCP.Web.Frame.States;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>The page of a complex without a structure: why there is none, and what to do.</summary>
public sealed class ComplexPagesJourney(SeededApp seeded) : IClassFixture<SeededApp>
{
    private static readonly ComplexState[] s_states = [ComplexState.Running, ComplexState.Failed, ComplexState.MissingSequences, ComplexState.Ready];

    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task A_complex_without_a_structure_is_readable_by_everyone(bool isDark, int width, int height)
    {
        await using var visit = await seeded.App.OpenAsync(Links.Home, new Look(isDark, width, height));
        foreach (var state in s_states)
        {
            var complexId = await seeded.FindAsync(seeded.FewId, state, TestContext.Current.CancellationToken);
            if (state == ComplexState.Failed)
                await seeded.LeaveCheckpointAsync(complexId, TestContext.Current.CancellationToken);
            await visit.GoAsync(Links.Complex(seeded.FewId, complexId));
            await visit.WaitForCircuitAsync();
            await Expect(visit.Page.GetByRole(AriaRole.Option, new() { Selected = true })).ToHaveCountAsync(1);
            await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Go on from there" })).ToHaveCountAsync(state == ComplexState.Failed ? 1 : 0);
            await visit.PhotographAsync($"complex-{state}");
            await visit.AssertAccessibleAsync();
        }
        Assert.Empty(visit.Faults);
    }
}
