using System.Text.Json.Serialization;

namespace SsoOidc.LocalServer.Wire;

/// <summary>The body of an error: OAuth's two members, or AWS's <c>message</c> for what fails before OAuth begins.</summary>
internal sealed class FaultBody
{
    public string? Error { get; init; }

    [JsonPropertyName("error_description")]
    public string? ErrorDescription { get; init; }

    public string? Region { get; init; }

    public string? Endpoint { get; init; }

    public string? Message { get; init; }
}
