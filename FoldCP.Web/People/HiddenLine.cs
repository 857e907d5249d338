using System.Text;

namespace FoldCP.Web.People;

/// <summary>A line from the console that is not shown while it is typed.</summary>
internal static class HiddenLine
{
    /// <returns>null if there is no more input</returns>
    public static string? Read() => Console.IsInputRedirected ? Console.In.ReadLine() : ReadKeys();

    private static string ReadKeys()
    {
        var line = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                line.Length = Math.Max(0, line.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                line.Append(key.KeyChar);
        }
        Console.WriteLine();
        return line.ToString();
    }
}
