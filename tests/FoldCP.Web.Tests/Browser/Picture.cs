using System.Text.Json;
using Microsoft.Playwright;

namespace FoldCP.Web.Tests.Browser;

/// <summary>What the pixels of a part of the screen say.</summary>
/// <param name="Painted">the share of pixels that differ clearly from the commonest colour, which is the background</param>
/// <param name="Shades">how many colours, coarsely told apart, the painted pixels have</param>
public sealed record Picture(double Painted, int Shades)
{
    // The picture is unpacked by the browser, which has what that takes.
    private const string Census = """
        async picture => {
            const image = new Image();
            image.src = 'data:image/png;base64,' + picture;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            const { data } = pen.getImageData(0, 0, image.width, image.height), counts = new Map();
            for (let i = 0; i < data.length; i += 4) {
                const shade = data[i] >> 4 << 8 | data[i + 1] >> 4 << 4 | data[i + 2] >> 4;
                counts.set(shade, (counts.get(shade) ?? 0) + 1);
            }
            const channels = shade => [shade >> 8, shade >> 4 & 15, shade & 15];
            const [paper] = [...counts].reduce((a, b) => b[1] > a[1] ? b : a);
            let painted = 0, shades = 0;
            for (const [shade, count] of counts) {
                const [r, g, b] = channels(shade), far = channels(paper).some((x, i) => Math.abs(x - [r, g, b][i]) > 1);
                if (!far) continue;
                painted += count;
                shades++;
            }
            return { Painted: painted * 4 / data.length, Shades: shades };
        }
        """;

    /// <summary>Looks at the structure alone: what lies above it, such as the legend, is hidden for the moment.</summary>
    public static async Task<Picture> OfStructureAsync(IPage page)
    {
        byte[] picture = await page.Locator(".viewer-host").ScreenshotAsync(new()
        {
            Style = ".viewer-legend, .viewer-note, .msp-highlight-toast-wrapper { visibility: hidden !important }",
        });
        var census = await page.EvaluateAsync<JsonElement>(Census, Convert.ToBase64String(picture));
        return census.Deserialize<Picture>()!;
    }

    /// <summary>Something with light and shade that neither misses nor floods the screen.</summary>
    public bool ShowsStructure => Painted is > 0.01 and < 0.95 && Shades >= 12;
}
