using System.Diagnostics.CodeAnalysis;

namespace SsoOidc.LocalServer.Wire;

/// <summary>Reads absolute http and https URLs.</summary>
internal static class WebUrl
{
    public const int MaxLength = 2048;

    public static bool TryRead(string? text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && text!.Length <= MaxLength
        && !text.Any(char.IsControl)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.Host.Length > 0
        && url.UserInfo.Length == 0;

    /// <summary>A start URL without what does not change the instance it means: fragment and trailing slashes.</summary>
    public static string WithoutTail(Uri url) => url.GetLeftPart(UriPartial.Query).TrimEnd('/');
}
