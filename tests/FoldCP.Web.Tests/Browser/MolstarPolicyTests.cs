using FoldCP.Web.Frame;
using Xunit;

namespace FoldCP.Web.Tests.Browser;

/// <summary>Mol* draws within the content security policy and asks no other server.</summary>
public sealed class MolstarPolicyTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    private const string Draw = """
        async () => {
            const add = (tag, settings) => new Promise((done, failed) =>
                document.head.append(Object.assign(document.createElement(tag), settings, { onload: done, onerror: failed })));
            await add("script", { src: "/lib/molstar/molstar.js" });
            const host = Object.assign(document.createElement("div"), { style: "position: fixed; inset: 0; z-index: 1000" });
            document.body.append(host);
            const viewer = await molstar.Viewer.create(host, {
                extensions: ["ma-quality-assessment"], layoutShowControls: false, layoutShowRemoteState: false, pluginStateServer: "", volumeStreamingDisabled: true });
            const rows = Array.from({ length: 12 }, (_, i) =>
                `ATOM ${i + 1} C CA . ALA A 1 ${i + 1} ${(3.8 * i).toFixed(3)} ${(i % 2).toFixed(3)} 0.000 1.00 ${50 + 4 * i}.00 ${i + 1} A 1`).join("\n");
            const columns = ["group_PDB", "id", "type_symbol", "label_atom_id", "label_alt_id", "label_comp_id", "label_asym_id", "label_entity_id",
                "label_seq_id", "Cartn_x", "Cartn_y", "Cartn_z", "occupancy", "B_iso_or_equiv", "auth_seq_id", "auth_asym_id", "pdbx_PDB_model_num"];
            await viewer.loadStructureFromData(`data_x\nloop_\n${columns.map(x => "_atom_site." + x).join("\n")}\n${rows}\n`, "mmcif");
            return viewer.plugin.managers.structure.hierarchy.current.structures.length;
        }
        """;

    [Fact]
    public async Task A_structure_is_drawn_and_nothing_is_refused()
    {
        await using var visit = await app.OpenAsync(Links.Home);

        int structures = await visit.Page.EvaluateAsync<int>(Draw);

        await visit.PhotographAsync("molstar");
        Assert.Equal(1, structures);
        Assert.Empty(visit.Faults);
    }
}
