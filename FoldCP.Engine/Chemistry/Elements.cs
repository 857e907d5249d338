namespace FoldCP.Engine.Chemistry;

/// <summary>Symbols of the elements and their numbers.</summary>
public static class Elements
{
    private static readonly string[] Symbols = (
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd "
        + "In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U "
        + "Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og").Split(' ');

    private static readonly Dictionary<string, int> Numbers =
        Symbols.Select((symbol, at) => (symbol, at)).ToDictionary(e => e.symbol, e => e.at + 1, StringComparer.OrdinalIgnoreCase);

    /// <param name="number">from 1</param>
    public static string Symbol(int number) => Symbols[number - 1];

    /// <returns>the number; null if there is no such element</returns>
    public static int? Find(string symbol) => Numbers.TryGetValue(symbol, out int number) ? number : null;
}
