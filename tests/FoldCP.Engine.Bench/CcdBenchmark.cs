using System.Diagnostics;
using System.Globalization;
using System.Text;
using FoldCP.Engine.Chemistry.Components;

namespace FoldCP.Engine.Bench;

/// <summary>Imports a made-up dictionary of the real one's size, and looks up components in it.</summary>
internal static class CcdBenchmark
{
    private const int LookedUp = 1000;
    private const int HeavyAtoms = 26;
    private const int Hydrogens = 26;

    public static int Print(int components, TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("foldcp-bench-").FullName;
        try
        {
            string file = Path.Combine(folder, "components.cif");
            Write(file, components);
            var cache = new ComponentCache(Path.Combine(folder, "cache"));
            var import = Timed(() => new ComponentImport(cache, TimeProvider.System).From(file, CancellationToken.None));
            var open = Timed(() => cache.Open()!.Dispose());
            using var index = cache.Open()!;
            var codes = new Random(1);
            var find = Timed(() =>
            {
                for (int i = 0; i < LookedUp; i++)
                    _ = index.Find(Code(codes.Next(components))) ?? throw new InvalidOperationException("A component is not there.");
            });
            output.WriteLine("| components | MB of text | MB of index | import | open | find | peak memory |");
            output.WriteLine("|---|---|---|---|---|---|---|");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {index.Header.Count:N0} | {Megabytes(file)} | {Megabytes(cache.File)} | {import.TotalSeconds:F1} s | {open.TotalMilliseconds:F1} ms "
                + $"| {find.TotalMicroseconds / LookedUp:F0} µs | {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB |"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TimeSpan Timed(Action act)
    {
        long begin = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(begin);
    }

    private static string Megabytes(string file) => (new FileInfo(file).Length / 1e6).ToString("F0", CultureInfo.InvariantCulture);

    private static string Code(int number) => $"Q{number:X4}";

    private static void Write(string path, int components)
    {
        using var file = new StreamWriter(path);
        string template = Template();
        for (int number = 0; number < components; number++)
            file.Write(template.Replace("{code}", Code(number), StringComparison.Ordinal));
    }

    // As long as the real ones are on average: a chain of carbons with a hydrogen each, in the dictionary's columns.
    private static string Template()
    {
        var text = new StringBuilder("data_{code}\n#\n");
        foreach (string item in new[] { "id {code}", "name 'A COMPONENT OF NO MEANING'", "type NON-POLYMER", "formula 'C26 H26'", "formula_weight 338.5", "pdbx_release_status REL", "pdbx_modified_date 2024-09-27" })
            text.Append(CultureInfo.InvariantCulture, $"_chem_comp.{item}\n");
        Loop(text, "_chem_comp_atom", "comp_id atom_id alt_atom_id type_symbol charge pdbx_align pdbx_aromatic_flag pdbx_leaving_atom_flag pdbx_stereo_config "
            + "pdbx_backbone_atom_flag pdbx_n_terminal_atom_flag pdbx_c_terminal_atom_flag model_Cartn_x model_Cartn_y model_Cartn_z pdbx_model_Cartn_x_ideal "
            + "pdbx_model_Cartn_y_ideal pdbx_model_Cartn_z_ideal pdbx_component_atom_id pdbx_component_comp_id pdbx_ordinal");
        for (int atom = 1; atom <= HeavyAtoms + Hydrogens; atom++)
        {
            string name = Name(atom);
            text.Append(CultureInfo.InvariantCulture, $"{{code}} {name} {name} {name[0]} 0 1 N N {(atom % 5 == 1 ? 'S' : 'N')} N N N {atom * 1.523:F3} {atom % 2}.026 {atom % 3}.412 -{atom * 1.1:F3} 0.{atom % 7}18 1.{atom % 9}92 {name} {{code}} {atom}\n");
        }
        Loop(text, "_chem_comp_bond", "comp_id atom_id_1 atom_id_2 value_order pdbx_aromatic_flag pdbx_stereo_config pdbx_ordinal");
        for (int atom = 2; atom <= HeavyAtoms + Hydrogens; atom++)
            text.Append(CultureInfo.InvariantCulture, $"{{code}} {Name(atom > HeavyAtoms ? atom - HeavyAtoms : atom - 1)} {Name(atom)} SING N N {atom - 1}\n");
        Loop(text, "_pdbx_chem_comp_descriptor", "comp_id type program program_version descriptor");
        for (int program = 0; program < 6; program++)
            text.Append(CultureInfo.InvariantCulture, $"{{code}} SMILES \"OpenEye OEToolkits\" 1.5.{program} \"{new string('C', HeavyAtoms * 3)}\"\n");
        return text.Append("#\n").ToString();
    }

    private static string Name(int atom) => atom <= HeavyAtoms ? $"C{atom}" : $"H{atom - HeavyAtoms}";

    private static void Loop(StringBuilder text, string category, string columns)
    {
        text.Append("#\nloop_\n");
        foreach (string column in columns.Split(' '))
            text.Append(CultureInfo.InvariantCulture, $"{category}.{column}\n");
    }
}
