namespace FoldCP.Engine.Chemistry;

/// <summary>Van der Waals radii of the elements, Å, as RDKit's periodic table has them.</summary>
public static class VanDerWaals
{
    private const int Elements = 118;

    // The last elements are all given the radius of the unknown.
    private const float Unknown = 2;

    private static readonly float[] s_known =
    [
        1.2f, 1.4f, 2.2f, 1.9f, 1.8f, 1.7f, 1.6f, 1.55f, 1.5f, 1.54f, 2.4f, 2.2f, 2.1f, 2.1f, 1.95f, 1.8f, 1.8f, 1.88f,
        2.8f, 2.4f, 2.3f, 2.15f, 2.05f, 2.05f, 2.05f, 2.05f, 2.0f, 2.0f, 2.0f, 2.1f, 2.1f, 2.1f, 2.05f, 1.9f, 1.9f, 2.02f,
        2.9f, 2.55f, 2.4f, 2.3f, 2.15f, 2.1f, 2.05f, 2.05f, 2.0f, 2.05f, 2.1f, 2.2f, 2.2f, 2.25f, 2.2f, 2.1f, 2.1f, 2.16f,
        3.0f, 2.7f, 2.5f, 2.48f, 2.47f, 2.45f, 2.43f, 2.42f, 2.4f, 2.38f, 2.37f, 2.35f, 2.33f, 2.32f, 2.3f, 2.28f, 2.27f,
        2.25f, 2.2f, 2.1f, 2.05f, 2.0f, 2.0f, 2.05f, 2.1f, 2.05f, 2.2f, 2.3f, 2.3f, 2.0f, 2.0f, 2.0f, 2.0f, 2.0f, 2.0f, 2.4f,
        2.0f, 2.3f,
    ];

    /// <summary>The radius of an element; 0 for no element.</summary>
    /// <param name="number">its atomic number</param>
    public static float Radius(long number)
        => number is < 1 or > Elements ? 0 : number <= s_known.Length ? s_known[number - 1] : Unknown;
}
