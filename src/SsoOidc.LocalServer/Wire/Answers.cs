namespace SsoOidc.LocalServer.Wire;

/// <summary>The answer of RegisterClient. The real service leaves its two endpoint members out, and so does this one.</summary>
internal sealed class RegisterClientAnswer
{
    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required long ClientIdIssuedAt { get; init; }

    public required long ClientSecretExpiresAt { get; init; }
}

/// <summary>The answer of StartDeviceAuthorization.</summary>
internal sealed class StartDeviceAuthorizationAnswer
{
    public required string DeviceCode { get; init; }

    public required string UserCode { get; init; }

    public required string VerificationUri { get; init; }

    public required string VerificationUriComplete { get; init; }

    public required int ExpiresIn { get; init; }

    public required int Interval { get; init; }
}

/// <summary>The answer of CreateToken.</summary>
internal sealed class CreateTokenAnswer
{
    public required string AccessToken { get; init; }

    public string TokenType { get; init; } = "Bearer";

    public required int ExpiresIn { get; init; }

    public string? RefreshToken { get; init; }
}

/// <summary>The answer of CreateTokenWithIAM.</summary>
internal sealed class CreateTokenWithIamAnswer
{
    public required string AccessToken { get; init; }

    public string TokenType { get; init; } = "Bearer";

    public required int ExpiresIn { get; init; }

    public string? RefreshToken { get; init; }

    public required string IssuedTokenType { get; init; }

    public required IReadOnlyList<string> Scope { get; init; }

    public required AdditionalDetailsAnswer AwsAdditionalDetails { get; init; }
}

/// <summary>The identity-enhanced part of a CreateTokenWithIAM answer.</summary>
internal sealed class AdditionalDetailsAnswer
{
    public required string IdentityContext { get; init; }
}
