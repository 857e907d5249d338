namespace FoldCP.Engine.Tests.Chemistry.Components;

/// <summary>Small definitions in the dictionary's columns.</summary>
internal static class Definitions
{
    public const string Methanol = """
        data_MOH
        #
        _chem_comp.id              MOH
        _chem_comp.name            METHANOL
        _chem_comp.type            NON-POLYMER
        _chem_comp.formula         "C H4 O"
        _chem_comp.formula_weight  32.042
        #
        loop_
        _chem_comp_atom.comp_id
        _chem_comp_atom.atom_id
        _chem_comp_atom.type_symbol
        _chem_comp_atom.charge
        _chem_comp_atom.pdbx_leaving_atom_flag
        _chem_comp_atom.pdbx_stereo_config
        _chem_comp_atom.model_Cartn_x
        _chem_comp_atom.model_Cartn_y
        _chem_comp_atom.model_Cartn_z
        _chem_comp_atom.pdbx_model_Cartn_x_ideal
        _chem_comp_atom.pdbx_model_Cartn_y_ideal
        _chem_comp_atom.pdbx_model_Cartn_z_ideal
        MOH C   C 0 N N 51.1 0.2 0.3 -0.372 0.002 0.003
        MOH O   O 0 N N 52.1 0.2 0.3  0.892 0.004 0.005
        MOH HO  H 0 N N 53.1 0.2 0.3      ?     ?     ?
        #
        loop_
        _chem_comp_bond.comp_id
        _chem_comp_bond.atom_id_1
        _chem_comp_bond.atom_id_2
        _chem_comp_bond.value_order
        _chem_comp_bond.pdbx_aromatic_flag
        MOH C O  SING N
        MOH O HO SING N

        """;

    public static string Called(string code) => Methanol.Replace("MOH", code, StringComparison.Ordinal);
}
