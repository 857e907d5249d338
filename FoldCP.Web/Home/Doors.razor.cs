namespace FoldCP.Web.Home;

/// <summary>The ways in for someone who has no campaign yet.</summary>
public sealed partial class Doors;
