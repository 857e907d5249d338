using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Output;

/// <summary>
/// Writes a sampled structure as ModelCIF, the PDB's format for computed models (dictionary mmcif_ma 1.4.6,
/// https://mmcif.wwpdb.org/dictionaries/mmcif_ma.dic/Index/).
/// </summary>
public static class ModelCif
{
    internal const int Model = 1;
    internal const int Software = 1;

    public static void Write(TextWriter file, Assembly assembly, FoldedSample sample, Provenance origin)
    {
        var cif = new CifWriter(file);
        if (origin.Warning is { } warning)
            cif.Comment(warning);
        cif.Block("model");
        Title(cif, assembly, origin);
        ComponentCategories.Write(cif, assembly);
        EntityCategories.Write(cif, assembly);
        ChainCategories.Write(cif, assembly);
        EntityCategories.Targets(cif, assembly);
        Protocol(cif, assembly, sample, origin);
        QualityCategories.Write(cif, assembly, sample);
        AtomCategories.Write(cif, assembly, sample);
    }

    private static void Title(CifWriter cif, Assembly assembly, Provenance origin)
    {
        cif.Items("_entry", ("id", "model"));
        cif.Items("_audit_conform",
            ("dict_name", "mmcif_ma.dic"),
            ("dict_version", "1.4.6"),
            ("dict_location", "https://raw.githubusercontent.com/ihmwg/ModelCIF/master/dist/mmcif_ma.dic"));
        cif.Items("_struct",
            ("entry_id", "model"),
            ("title", Labelled(assembly.Name, origin)),
            ("pdbx_model_details", $"Fold {origin.Fold}, seed {origin.Seed}, weights {origin.Weights} (SHA-256 {origin.WeightsSha256})."),
            ("pdbx_structure_determination_methodology", "computational"));
    }

    private static void Protocol(CifWriter cif, Assembly assembly, FoldedSample sample, Provenance origin)
    {
        int coordinates = assembly.Entities.Count + 1;
        cif.Loop("_ma_data", "id name content_type", [
            .. assembly.Entities.Select(entity => new[] { entity.Id, entity.Description, "target" }),
            [$"{coordinates}", "Model", "model coordinates"],
        ]);
        cif.Loop("_ma_data_group", "ordinal_id group_id data_id", [
            .. assembly.Entities.Select(entity => new[] { entity.Id, "1", entity.Id }),
            [$"{coordinates}", "2", $"{coordinates}"],
        ]);
        cif.Items("_software",
            ("pdbx_ordinal", $"{Software}"),
            ("name", "FoldCP"),
            ("classification", "model building"),
            ("description", "Structures of protein complexes by a Boltz network"),
            ("version", origin.EngineVersion),
            ("type", "program"));
        cif.Items("_ma_software_group", ("ordinal_id", "1"), ("group_id", "1"), ("software_id", $"{Software}"));
        cif.Items("_ma_model_list",
            ("ordinal_id", $"{Model}"),
            ("model_id", $"{Model}"),
            ("model_group_id", "1"),
            ("model_name", Labelled($"Sample {sample.Sample + 1}, rank {sample.Rank + 1}", origin)),
            ("model_group_name", "All samples"),
            ("data_id", $"{coordinates}"),
            ("model_type", "Ab initio model"));
        cif.Items("_ma_protocol_step",
            ("ordinal_id", "1"),
            ("protocol_id", "1"),
            ("step_id", "1"),
            ("method_type", "modeling"),
            ("step_name", "Diffusion sampling"),
            ("software_group_id", "1"),
            ("input_data_group_id", "1"),
            ("output_data_group_id", "2"));
    }

    private static string Labelled(string text, Provenance origin) => origin.Warning is { } warning ? $"{text} [{warning}]" : text;
}
