using SsoOidc.Model;

namespace SsoOidc;

/// <summary>The operations of the service: model introspection, and names for stubs and handlers.</summary>
public static class Operations
{
    /// <summary>Gets CreateToken: <c>POST /token</c>, unsigned.</summary>
    public static Operation<CreateTokenRequest, CreateTokenResponse> CreateToken { get; } = new(
        0,
        "CreateToken",
        "/token",
        isSigned: false,
        static () => CreateTokenRequest.Table,
        static () => CreateTokenResponse.Table,
        static () =>
        [
            ErrorTable.InvalidRequest, ErrorTable.InvalidClient, ErrorTable.InvalidGrant, ErrorTable.UnauthorizedClient,
            ErrorTable.UnsupportedGrantType, ErrorTable.InvalidScope, ErrorTable.AuthorizationPending, ErrorTable.SlowDown,
            ErrorTable.AccessDenied, ErrorTable.ExpiredToken, ErrorTable.InternalServer,
        ]);

    /// <summary>Gets CreateTokenWithIAM: <c>POST /token?aws_iam=t</c>, signed with SigV4.</summary>
    public static Operation<CreateTokenWithIamRequest, CreateTokenWithIamResponse> CreateTokenWithIam { get; } = new(
        1,
        "CreateTokenWithIAM",
        "/token?aws_iam=t",
        isSigned: true,
        static () => CreateTokenWithIamRequest.Table,
        static () => CreateTokenWithIamResponse.Table,
        static () =>
        [
            ErrorTable.InvalidRequest, ErrorTable.InvalidClient, ErrorTable.InvalidGrant, ErrorTable.UnauthorizedClient,
            ErrorTable.UnsupportedGrantType, ErrorTable.InvalidScope, ErrorTable.AuthorizationPending, ErrorTable.SlowDown,
            ErrorTable.AccessDenied, ErrorTable.ExpiredToken, ErrorTable.InternalServer, ErrorTable.InvalidRequestRegion,
        ]);

    /// <summary>Gets RegisterClient: <c>POST /client/register</c>, unsigned.</summary>
    public static Operation<RegisterClientRequest, RegisterClientResponse> RegisterClient { get; } = new(
        2,
        "RegisterClient",
        "/client/register",
        isSigned: false,
        static () => RegisterClientRequest.Table,
        static () => RegisterClientResponse.Table,
        static () =>
        [
            ErrorTable.InvalidRequest, ErrorTable.InvalidScope, ErrorTable.InvalidClientMetadata, ErrorTable.InternalServer,
            ErrorTable.InvalidRedirectUri, ErrorTable.UnsupportedGrantType, ErrorTable.SlowDown,
        ]);

    /// <summary>Gets StartDeviceAuthorization: <c>POST /device_authorization</c>, unsigned.</summary>
    public static Operation<StartDeviceAuthorizationRequest, StartDeviceAuthorizationResponse> StartDeviceAuthorization { get; } = new(
        3,
        "StartDeviceAuthorization",
        "/device_authorization",
        isSigned: false,
        static () => StartDeviceAuthorizationRequest.Table,
        static () => StartDeviceAuthorizationResponse.Table,
        static () =>
        [
            ErrorTable.InvalidRequest, ErrorTable.InvalidClient, ErrorTable.UnauthorizedClient, ErrorTable.SlowDown,
            ErrorTable.InternalServer,
        ]);

    internal const int Count = 4;

    /// <summary>Gets all operations, in model order.</summary>
    public static IReadOnlyList<Operation> All => field ??= [CreateToken, CreateTokenWithIam, RegisterClient, StartDeviceAuthorization];

    /// <summary>Finds an operation by its wire name, letter case ignored, such as <c>CreateTokenWithIAM</c>.</summary>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static Operation Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var operation in All)
        {
            if (string.Equals(operation.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return operation;
            }
        }

        throw new ArgumentException(
            $"Unknown operation '{Shapes.Text.ForDisplay(name)}'. The operations are {string.Join(", ", All)}.", nameof(name));
    }
}
